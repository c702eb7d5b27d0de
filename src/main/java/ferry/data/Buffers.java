package ferry.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Direct buffers of 256 KiB that are used again: as fast as C, and no garbage. Some are of 1 MiB, for uploads.
 *
 * <p>Only so many are lent at a time: a stalled transfer may hold one for as long as the stall limit, and hundreds would
 * use up the memory of the JVM. Whoever comes then gets a small one, which is slow and harmless. So nobody may rely on
 * the capacity, beyond {@value #SMALL} bytes.
 */
public final class Buffers {
    private static final int LARGE = 256 * 1024;
    private static final int WIDE = 1024 * 1024;
    private static final int SMALL = 16 * 1024;
    private static final int KEPT = 64;
    private static final int MOST = 1024;
    private static final int MOST_WIDE = 16;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);
    private final ArrayBlockingQueue<ByteBuffer> freeWide = new ArrayBlockingQueue<>(MOST_WIDE);
    private final Semaphore large;
    private final Semaphore wide = new Semaphore(MOST_WIDE);

    /** Lends a quarter of the JVM's memory at the most. */
    public Buffers() {
        this(Math.clamp(Runtime.getRuntime().maxMemory() / 4 / LARGE, KEPT, MOST));
    }

    /** Lends so many large buffers at a time. */
    public Buffers(int most) {
        large = new Semaphore(most);
    }

    /** An empty buffer, for the caller alone until it is given back. */
    public ByteBuffer borrow() {
        return borrow(LARGE, free, large).orElseGet(() -> ByteBuffer.allocate(SMALL));
    }

    /** The same, of 1 MiB as long as few are lent: a large upload takes a seventh less time with it. */
    public ByteBuffer borrowWide() {
        return borrow(WIDE, freeWide, wide).orElseGet(this::borrow);
    }

    private static Optional<ByteBuffer> borrow(int size, ArrayBlockingQueue<ByteBuffer> from, Semaphore bound) {
        if (!bound.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Optional.ofNullable(from.poll())
                    .orElseGet(() -> ByteBuffer.allocateDirect(size))
                    .clear());
        } catch (OutOfMemoryError e) { // the bound of direct memory, which the JVM may have been given apart
            bound.release();
            return Optional.empty();
        }
    }

    /** Takes a buffer back. */
    public void giveBack(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return;
        }
        boolean isWide = buffer.capacity() == WIDE;
        var queue = isWide ? freeWide : free;
        boolean kept = queue.offer(buffer);
        assert kept || queue.remainingCapacity() == 0;
        (isWide ? wide : large).release();
    }
}
