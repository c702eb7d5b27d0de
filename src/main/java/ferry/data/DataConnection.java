package ferry.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * An open data connection. Trouble of the network is thrown as {@link DataConnectionException}, so that it is never
 * taken for trouble with a file.
 *
 * <p>Belongs to the transfer that opened it. {@link #close} may be called from another thread and ends what blocks here.
 */
public final class DataConnection implements Closeable {
    private final SocketChannel channel;

    /** Takes over an open channel. */
    DataConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Reads some bytes; blocks; -1 at the end. */
    public int read(ByteBuffer into) throws IOException {
        try {
            return channel.read(into);
        } catch (IOException e) {
            throw new DataConnectionException("cannot receive", e);
        }
    }

    /** Writes all the bytes; blocks. */
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    /** Writes what the socket takes at once, which may be nothing. */
    void writeAtOnce(ByteBuffer bytes) throws IOException {
        try {
            channel.configureBlocking(false);
            while (bytes.hasRemaining() && channel.write(bytes) > 0) {}
            if (bytes.hasRemaining()) {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    /**
     * Sends a part of a file by one system call, as far as it goes; blocks. For platform threads only: on a virtual
     * thread a stalled peer would hold the carrier. Returns 0 when nothing could be sent that way just now.
     */
    long sendFile(FileChannel file, long position, long count) throws IOException {
        try {
            return file.transferTo(position, count, channel);
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    /** Tells the peer that all has been sent, and closes. */
    public void finish() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DataConnectionException("cannot close", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
