package ferry.tls;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/** Buffers of the size of one TLS record that are used again, so that a reply on a control connection leaves no garbage. */
final class PacketBuffers {
    /** The longest record of TLS 1.2 with its header, and what JSSE asks for above it. */
    static final int RECORD = 17 * 1024;

    private static final int KEPT = 64;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    /** An empty buffer on the heap of at least this size, for the caller alone until it is given back. */
    ByteBuffer borrow(int size) {
        return size > RECORD
                ? ByteBuffer.allocate(size)
                : Optional.ofNullable(free.poll())
                        .orElseGet(() -> ByteBuffer.allocate(RECORD))
                        .clear();
    }

    /** Takes a buffer back; above a number it is left to the garbage collector. */
    void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == RECORD && !free.offer(buffer)) {
            buffer.clear();
        }
    }
}
