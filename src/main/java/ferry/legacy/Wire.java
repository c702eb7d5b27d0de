package ferry.legacy;

import ferry.data.DataConnectionException;
import ferry.data.StallWatch;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The one connection of a legacy client, which carries commands, answers and files. Owns the channel.
 *
 * <p>Answers are watched by the stall watch here, files by their transfer; where a file is moved, trouble of the network
 * is thrown as {@link DataConnectionException}, so that it is never taken for trouble with the file. {@link #close} may be
 * called from another thread and ends what blocks here.
 */
final class Wire implements Received.Source, StallWatch.Watched, Closeable {
    private static final Logger LOG = LogManager.getLogger(Wire.class);

    private final SocketChannel channel;
    private final Socket socket;
    private volatile long answering = StallWatch.NOT_WAITING;

    /** Takes over an open channel. */
    Wire(SocketChannel channel) {
        this.channel = channel;
        this.socket = channel.socket();
    }

    @Override
    public int read(byte[] into, int from, int length, Duration limit) throws IOException {
        socket.setSoTimeout(limit.isZero() ? 0 : Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE));
        try {
            return socket.getInputStream().read(into, from, length);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return channel.read(into);
        } catch (IOException e) {
            throw new DataConnectionException("cannot receive", e);
        }
    }

    /** Writes some bytes of a file, as many as the socket takes; blocks until that is at least one. */
    int write(ByteBuffer bytes) throws IOException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    /** Writes an answer; blocks while the client does not read, until the stall watch cuts it. */
    void answer(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                answering = System.nanoTime();
                channel.write(buffer);
            }
        } finally {
            answering = StallWatch.NOT_WAITING;
        }
    }

    @Override
    public long lastProgress() {
        return answering;
    }

    @Override
    public void cutStalled() {
        LOG.warn("client {} does not read its answers; connection cut", socket.getInetAddress());
        close();
    }

    /** Closes; what was written last still arrives, unless the client has sent bytes that nobody read. */
    @Override
    public void close() {
        try {
            if (channel.isOpen() && !socket.isOutputShutdown()) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("the client was gone already", e);
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
