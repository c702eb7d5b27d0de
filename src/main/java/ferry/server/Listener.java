package ferry.server;

import ferry.protocol.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Accepts connections at one endpoint, on a platform thread of its own, and gives each to a virtual thread of its own.
 * Lack of descriptors makes it wait, not end or spin.
 */
public final class Listener implements Closeable {
    /** Serves a connection till its end; owns the channel. */
    @FunctionalInterface
    public interface Service {
        /** Serves it; blocks. */
        void serve(SocketChannel channel);
    }

    private static final Logger LOG = LogManager.getLogger(Listener.class);
    private static final int BACKLOG = 4096;
    private static final long PAUSE_NANOS = 100_000_000;

    private final ServerSocketChannel socket;
    private final Endpoint endpoint;
    private volatile Service service; // of the connections that are accepted from now on

    private Listener(ServerSocketChannel socket, Endpoint endpoint, Service service) {
        this.socket = socket;
        this.endpoint = endpoint;
        this.service = service;
    }

    /** Binds an endpoint; nothing is accepted before {@link #start}. */
    public static Listener bind(Endpoint endpoint, Service service) throws IOException {
        var socket = ServerSocketChannel.open();
        try {
            socket.bind(endpoint.address(), BACKLOG);
            int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
            return new Listener(socket, endpoint.withPort(port), service);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Lets another service serve what is accepted from now on. */
    public void serveBy(Service next) {
        service = next;
    }

    /** Begins to accept. */
    public void start() {
        Thread.ofPlatform().name("accept-" + endpoint.port()).start(this::accept);
    }

    /** The endpoint with its real port. */
    public Endpoint endpoint() {
        return endpoint;
    }

    private void accept() {
        while (socket.isOpen()) {
            try {
                var channel = socket.accept();
                var current = service;
                Thread.ofVirtual().start(() -> current.serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException | Error e) { // whatever it is, the next client is to be served
                LOG.error("cannot accept at {}: {}", endpoint, e.toString());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Ends accepting; connections that were accepted go on. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
