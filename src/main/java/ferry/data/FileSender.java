package ferry.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * Sends the bytes of a file as they are. The one place that calls {@code transferTo}, and only on platform threads.
 *
 * <p>Not for two threads; lives as long as one transfer.
 */
final class FileSender {
    private static final int SMALLEST_STEP = 16 * 1024;
    private static final long QUICK_NANOS = 100_000_000;
    private static final long SLOW_NANOS = 1_000_000_000;

    private final DataConnection connection;
    private final Transfer transfer;
    private final Pace pace;
    private final Buffers buffers;
    private final int packet;
    private int step;

    FileSender(DataConnection connection, Transfer transfer, Pace pace, Buffers buffers) {
        this.connection = connection;
        this.transfer = transfer;
        this.pace = pace;
        this.buffers = buffers;
        packet = connection.packet();
        step = packet;
    }

    /** By sendfile, a packet at a time; in smaller steps for a slow peer, so that the stall watch sees progress. */
    void sendFile(FileChannel file, long from, long to) throws IOException {
        long position = from;
        while (position < to) {
            int wanted = (int) Math.min(to - position, pace.step(step));
            long before = System.nanoTime();
            long sent = connection.sendFile(file, position, wanted);
            adapt(System.nanoTime() - before, sent);
            if (sent == 0) {
                sent = copy(file, position, position + wanted);
            } else {
                transfer.moved(sent);
                pace.spend(sent, transfer);
            }
            position += sent;
        }
    }

    private void adapt(long nanos, long sent) {
        if (nanos > SLOW_NANOS) {
            step = Math.max(SMALLEST_STEP, step / 2);
        } else if (nanos < QUICK_NANOS && sent == step) {
            step = step * 2 < packet ? step * 2 : packet; // the halves may have lost a byte
        }
    }

    /** By reading and writing, which parks a virtual thread while the peer does not read; returns how much. */
    long copy(SeekableByteChannel file, long from, long to) throws IOException {
        var buffer = buffers.borrow();
        try {
            return copy(file, from, to, buffer);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private long copy(SeekableByteChannel file, long from, long to, ByteBuffer buffer) throws IOException {
        file.position(from);
        long position = from;
        while (position < to) {
            buffer.clear().limit((int) Math.min(to - position, pace.step(wholePackets(buffer.capacity()))));
            int count = read(file, buffer);
            connection.write(buffer.flip());
            transfer.moved(count);
            pace.spend(count, transfer);
            position += count;
        }
        return position - from;
    }

    private int wholePackets(int most) {
        return Math.max(1, most / packet) * Math.min(most, packet);
    }

    /** Reads some bytes; a file that became shorter is a fault, since the peer was told its length. */
    static int read(SeekableByteChannel file, ByteBuffer buffer) throws IOException {
        int count = file.read(buffer);
        if (count <= 0) {
            throw new EOFException("the file became shorter while it was sent");
        }
        return count;
    }
}
