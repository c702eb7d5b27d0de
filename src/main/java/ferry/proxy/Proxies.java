package ferry.proxy;

import ferry.protocol.AddressList;
import ferry.protocol.OncePerMinute;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The proxies whose word on the client's address is taken. A connection from one of them has to begin with a header; of a
 * connection from anywhere else none is ever read.
 *
 * @param trusted their addresses; none when it is empty
 */
public record Proxies(AddressList trusted) {
    /** There are none. */
    public static final Proxies NONE = new Proxies(AddressList.EVERYBODY);

    private static final Logger LOG = LogManager.getLogger(Proxies.class);
    private static final OncePerMinute SILENT = new OncePerMinute();
    /** The specification asks for three at least, for a segment that was lost. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Whether connections from this address begin with a header. */
    public boolean contain(InetAddress address) {
        return trusted.contains(address);
    }

    /**
     * The ends of a connection, of which nothing was read yet. Reads the header of one that comes from a proxy, for which
     * it blocks some seconds at the most; throws when that is none, which is logged. The channel is the caller's.
     */
    public Ends ends(SocketChannel channel) throws IOException {
        var own = Ends.of(channel);
        return contain(own.client().getAddress()) ? told(channel.socket(), own) : own;
    }

    /** The same of a connection that is known to come from a proxy. */
    public static Ends told(SocketChannel channel) throws IOException {
        return told(channel.socket(), Ends.of(channel));
    }

    private static Ends told(Socket socket, Ends own) throws IOException {
        var received = new Received(socket, System.nanoTime() + PATIENCE_NANOS);
        try {
            var ends = ProxyHeader.read(received::next).orElse(own);
            socket.setSoTimeout(0);
            return ends;
        } catch (ProxyHeaderException e) {
            LOG.warn("{} is one of proxy.trusted and sent {}; closed", address(own), e.getMessage());
            throw e;
        } catch (SocketTimeoutException e) {
            long times = SILENT.happened();
            if (times > 0) {
                LOG.warn(
                        "{} is one of proxy.trusted and sent no PROXY header in time; closed, as {} since this was told last",
                        address(own),
                        times);
            }
            throw e;
        } catch (EOFException e) {
            if (received.any) { // else it has looked whether somebody listens here
                LOG.warn("{} is one of proxy.trusted and closed within its PROXY header", address(own));
            }
            throw e;
        }
    }

    private static String address(Ends ends) {
        return ends.client().getAddress().getHostAddress();
    }

    /** The bytes of a socket until a {@link System#nanoTime}. */
    private static final class Received {
        private final Socket socket;
        private final long deadline;
        private boolean any;

        Received(Socket socket, long deadline) {
            this.socket = socket;
            this.deadline = deadline;
        }

        byte[] next(int count) throws IOException {
            var bytes = new byte[count];
            for (int from = 0; from < count; ) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new SocketTimeoutException();
                }
                socket.setSoTimeout((int) left);
                int read = socket.getInputStream().read(bytes, from, count - from);
                if (read < 0) {
                    throw new EOFException();
                }
                any = true;
                from += read;
            }
            return bytes;
        }
    }
}
