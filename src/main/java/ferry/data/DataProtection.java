package ferry.data;

import ferry.tls.SessionReuse;
import ferry.tls.TlsChannel;
import ferry.tls.TlsLogin;
import ferry.tls.UnprovenConnectionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How data connections are protected: PROT P of RFC 4217, section 9.
 *
 * @param login TLS of the control connection
 * @param sessionReuse whether they resume its session
 * @param closeNotify whether an upload is complete only when TLS was closed in order
 */
public record DataProtection(TlsLogin login, SessionReuse sessionReuse, boolean closeNotify) {
    private static final Logger LOG = LogManager.getLogger(DataProtection.class);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    /** Protects an open channel, which it closes when that fails; blocks so long at the most. */
    DataConnection protect(SocketChannel channel, boolean receiving, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            return new ProtectedConnection(login.acceptData(channel, receiving, sessionReuse, deadline), closeNotify);
        } catch (UnprovenConnectionException e) {
            endInOrder(e.channel(), receiving);
            throw e;
        } catch (IOException e) {
            channel.close();
            throw new CannotOpenException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Lets the client find a connection that ended well, or it would not read why it was refused. */
    private static void endInOrder(TlsChannel tls, boolean receiving) throws IOException {
        try (tls) {
            tls.closeOutput();
            tls.channel().shutdownOutput();
            long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
            var nothing = ByteBuffer.allocate(16 * 1024);
            while (receiving && tls.read(nothing.clear(), deadline) >= 0) {}
        } catch (IOException e) {
            LOG.debug("the client did not wait for the end", e);
        }
    }
}
