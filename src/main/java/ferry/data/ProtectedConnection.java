package ferry.data;

import ferry.tls.TlsChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A data connection below TLS. Its end counts only when the client has said it (close_notify): who cuts the connection
 * cannot make half a file look like a whole one.
 */
final class ProtectedConnection implements DataConnection {
    private static final Logger LOG = LogManager.getLogger(ProtectedConnection.class);
    private static final int LEFTOVERS = 16 * 1024;
    /** What the records of a packet have besides its bytes; 29 each in TLS 1.2, less in TLS 1.3. */
    private static final int OVERHEAD = 5 * 29;

    private final TlsChannel tls;
    private final boolean closeNotify;
    private final int packet;

    /** Takes over a connection whose handshake is done; without {@code closeNotify} any end is taken for one. */
    ProtectedConnection(TlsChannel tls, boolean closeNotify) {
        this.tls = tls;
        packet = Packets.bytes(tls.channel());
        tls.sendBy(packet);
        this.closeNotify = closeNotify;
    }

    @Override
    public int packet() {
        return packet - OVERHEAD;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count;
        try {
            count = tls.read(into, TlsChannel.NO_DEADLINE);
        } catch (IOException e) {
            throw new DataConnectionException("cannot receive", e);
        }
        if (count < 0 && closeNotify && !tls.endedInOrder()) {
            throw new DataConnectionException(
                    "the client ended the connection without close_notify of TLS (tls.close-notify)");
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            tls.write(bytes);
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    @Override
    public void writeAtOnce(ByteBuffer bytes) {
        // A record cannot be sent in part.
    }

    @Override
    public boolean sendsFiles() {
        return false;
    }

    @Override
    public long sendFile(FileChannel file, long position, long count) {
        throw new UnsupportedOperationException("only what is in clear can go by sendfile");
    }

    @Override
    public boolean endedInOrder() {
        return tls.endedInOrder();
    }

    @Override
    public SocketChannel channel() {
        return tls.channel();
    }

    /**
     * Ends what is sent by close_notify and FIN, not by close alone: JSSE would call it cancelled. What the client has
     * sent unasked is thrown away first, since bytes that nobody has read make the system reset the connection, and the
     * client might lose its end. A client that has what it wanted and is gone already is no fault.
     */
    @Override
    public void finish() throws IOException {
        try (tls) {
            tls.closeOutput();
            var channel = tls.channel();
            channel.shutdownOutput();
            channel.configureBlocking(false);
            var leftovers = ByteBuffer.allocate(LEFTOVERS);
            for (int rounds = 0; rounds < 4 && channel.read(leftovers.clear()) > 0; rounds++) {}
        } catch (IOException e) {
            LOG.debug("the client did not wait for the end of the data connection", e);
        }
    }

    @Override
    public void close() throws IOException {
        tls.close();
    }
}
