package ferry.legacy;

import ferry.data.Pace;
import ferry.data.Transfer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Sends the head of a frame and the file behind it, by reading and writing: a virtual thread has touched the socket, so
 * no zero-copy call may. Lives as long as one transfer.
 */
final class FrameSender {
    private final Wire wire;
    private final Transfer transfer;
    private final Pace pace;
    private int uncounted;

    FrameSender(Wire wire, Transfer transfer, Pace pace) {
        this.wire = wire;
        this.transfer = transfer;
        this.pace = pace;
    }

    /** Sends all of it; what is small goes in one piece. */
    void send(byte[] head, ReadableByteChannel file, long size, ByteBuffer buffer) throws IOException {
        uncounted = head.length;
        buffer.put(head);
        for (long rest = size; rest > 0; ) {
            int step = pace.step((int) Math.min(rest, buffer.remaining()));
            buffer.limit(buffer.position() + step);
            int count = file.read(buffer);
            if (count <= 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
            rest -= count;
            write(buffer);
            pace.spend(count, transfer);
        }
        write(buffer); // the head, where the file is empty
    }

    private void write(ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            int count = wire.write(buffer);
            int ofHead = Math.min(count, uncounted);
            uncounted -= ofHead;
            transfer.moved(count - ofHead);
        }
        buffer.clear();
    }
}
