package ferry.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Direct buffers of 256 KiB that are used again: as fast as C, and no garbage.
 *
 * <p>Only so many are lent at a time: a stalled transfer may hold one for as long as the stall limit, and hundreds would
 * use up the memory of the JVM. Whoever comes then gets a small one, which is slow and harmless. So nobody may rely on
 * the capacity, beyond {@value #SMALL} bytes.
 */
public final class Buffers {
    private static final int LARGE = 256 * 1024;
    private static final int SMALL = 16 * 1024;
    private static final int KEPT = 64;
    private static final int MOST = 1024;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);
    private final Semaphore large;

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
        if (!large.tryAcquire()) {
            return ByteBuffer.allocate(SMALL);
        }
        try {
            return Optional.ofNullable(free.poll())
                    .orElseGet(() -> ByteBuffer.allocateDirect(LARGE))
                    .clear();
        } catch (OutOfMemoryError e) { // the bound of direct memory, which the JVM may have been given apart
            large.release();
            return ByteBuffer.allocate(SMALL);
        }
    }

    /** Takes a buffer back. */
    public void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            boolean kept = free.offer(buffer);
            assert kept || free.remainingCapacity() == 0;
            large.release();
        }
    }
}
