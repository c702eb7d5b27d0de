package ferry.tls;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers for encrypted records that are used again: a reply on a control connection leaves no garbage, and a download
 * does not wait for fresh memory to be zeroed. On the heap, where JSSE encrypts in place.
 */
final class PacketBuffers {
    /** The longest record of TLS 1.2 with its header, and what JSSE asks for above it. */
    static final int RECORD = 17 * 1024;

    /** Room for the longest packet that goes to the network by one system call; four times as much is no faster. */
    static final int BATCH = 5 * RECORD;

    private static final int KEPT = 64;

    private final ArrayBlockingQueue<ByteBuffer> records = new ArrayBlockingQueue<>(KEPT);
    private final ArrayBlockingQueue<ByteBuffer> batches = new ArrayBlockingQueue<>(KEPT);

    /** An empty buffer for one record, for the caller alone until it is given back. */
    ByteBuffer borrowRecord() {
        return borrow(records, RECORD);
    }

    /** The same for {@link #BATCH} bytes. */
    ByteBuffer borrowBatch() {
        return borrow(batches, BATCH);
    }

    private static ByteBuffer borrow(ArrayBlockingQueue<ByteBuffer> free, int size) {
        return Optional.ofNullable(free.poll())
                .orElseGet(() -> ByteBuffer.allocate(size))
                .clear();
    }

    /** Takes a buffer back; above a number it is left to the garbage collector. */
    void giveBack(ByteBuffer buffer) {
        var free = buffer.capacity() == BATCH ? batches : records;
        if (!free.offer(buffer)) {
            buffer.clear();
        }
    }
}
