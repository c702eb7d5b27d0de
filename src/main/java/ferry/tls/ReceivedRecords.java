package ferry.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/**
 * Records as they come from the network, for the engine to take out. Half a KiB while the client is silent, as much as a
 * record while it is not, and more for a client that sends a file. Not for two threads.
 */
final class ReceivedRecords {
    private static final int IDLE = 512;
    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 23;

    private final SocketChannel channel;
    private final int most;
    private ByteBuffer bytes = ByteBuffer.allocate(IDLE).flip();
    private boolean established;

    /** Takes so many bytes at once when they come quickly. */
    ReceivedRecords(SocketChannel channel, int most) {
        this.channel = channel;
        this.most = most;
    }

    /** The handshake is done: from now on the client sets the pace. */
    void established() {
        established = true;
    }

    /** What has come, between position and limit; the engine moves the position. Another buffer after each {@link #receive}. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Whether a record is there as a whole. */
    boolean whole() {
        return bytes.remaining() >= HEADER && bytes.remaining() >= length();
    }

    /** How long the record is that begins here, with its header; no more than the longest that is right. */
    int length() {
        int length = bytes.getShort(bytes.position() + 3) & 0xffff;
        return Math.min(PacketBuffers.RECORD, HEADER + length); // above it the engine finds fault with the header alone
    }

    /** Whether what has come begins like a record; true when nothing has. */
    boolean begins() {
        if (!bytes.hasRemaining()) {
            return true;
        }
        int type = bytes.get(bytes.position());
        return type >= FIRST_TYPE && type <= LAST_TYPE;
    }

    /** Takes out all that has come. */
    byte[] rest() {
        var rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /** Waits for more bytes up to this {@link System#nanoTime}. EOFException at their end, SocketTimeoutException. */
    void receive(long deadline) throws IOException {
        makeRoom();
        int from = bytes.limit();
        var free = bytes.duplicate().clear().position(from);
        if (!free.hasRemaining()) {
            throw new SSLException("a record is too long");
        }
        int count = deadline == TlsChannel.NO_DEADLINE ? channel.read(free) : read(free, deadline);
        if (count < 0) {
            throw new EOFException();
        }
        bytes.limit(from + count);
    }

    /** A channel knows no time limit, its socket does. */
    private int read(ByteBuffer free, long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        var socket = channel.socket();
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return socket.getInputStream().read(free.array(), free.arrayOffset() + free.position(), free.remaining());
    }

    /** Moves what is left to the beginning, in a buffer that is large enough for the record, or for the pace of the client. */
    private void makeRoom() {
        int left = bytes.remaining();
        int size = bytes.capacity();
        if (left == 0 && established && most == PacketBuffers.RECORD) {
            size = IDLE;
        } else if (left >= HEADER) {
            size = Math.max(size, length());
        }
        if (established && bytes.limit() == bytes.capacity()) {
            size = Math.max(size, Math.min(most, 4 * size)); // the last read was full: there is more
        }
        if (size == bytes.capacity()) {
            bytes.compact().flip();
        } else {
            bytes = ByteBuffer.allocate(size).put(bytes).flip();
        }
    }
}
