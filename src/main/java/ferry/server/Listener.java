package ferry.server;

import ferry.protocol.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final long PATIENCE_SECONDS = 5;

    private final ServerSocketChannel socket;
    private final Selector selector;
    private final Endpoint endpoint;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean finishing;
    private volatile Service service; // of the connections that are accepted from now on

    private Listener(ServerSocketChannel socket, Selector selector, Endpoint endpoint, Service service) {
        this.socket = socket;
        this.selector = selector;
        this.endpoint = endpoint;
        this.service = service;
    }

    /**
     * Binds an endpoint; nothing is accepted before {@link #start}.
     *
     * @param reusePort whether another process of the same user may listen there too
     */
    public static Listener bind(Endpoint endpoint, Service service, boolean reusePort) throws IOException {
        var selector = Selector.open();
        try {
            var socket = ServerSocketChannel.open();
            try {
                if (reusePort) {
                    socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                }
                socket.bind(endpoint.address(), BACKLOG);
                socket.configureBlocking(false); // so that its thread can be woken without ending the socket
                socket.register(selector, SelectionKey.OP_ACCEPT);
                int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
                return new Listener(socket, selector, endpoint.withPort(port), service);
            } catch (IOException | UnsupportedOperationException e) {
                socket.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            selector.close();
            throw e instanceof IOException failed ? failed : new IOException("SO_REUSEPORT is not known here", e);
        }
    }

    /**
     * Binds an endpoint whose port these listeners have at addresses that overlap with its own. Till it is bound, and no
     * longer, they share the port with whoever runs as the same account and asks for that.
     */
    public static Listener bindBeside(List<Listener> others, Endpoint endpoint, Service service, boolean reusePort)
            throws IOException {
        var sharing = new ArrayList<Listener>();
        try {
            for (var other : others) {
                if (!other.shares()) {
                    other.share(true);
                    sharing.add(other);
                }
            }
            var listener = bind(endpoint, service, true);
            listener.share(reusePort);
            return listener;
        } finally {
            for (var other : sharing) {
                other.share(false);
            }
        }
    }

    private boolean shares() throws IOException {
        return socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)
                && socket.getOption(StandardSocketOptions.SO_REUSEPORT);
    }

    private void share(boolean wanted) throws IOException {
        if (!socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            throw new IOException("SO_REUSEPORT is not known here");
        }
        socket.setOption(StandardSocketOptions.SO_REUSEPORT, wanted);
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
        try {
            while (selector.isOpen()) {
                try {
                    selector.select();
                    selector.selectedKeys().clear();
                    acceptAll();
                    if (finishing) {
                        close();
                    }
                } catch (ClosedChannelException | ClosedSelectorException e) {
                    return;
                } catch (IOException | RuntimeException | Error e) { // whatever it is, the next client is to be served
                    LOG.error("cannot accept at {}: {}", endpoint, e.toString());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            finished.countDown();
        }
    }

    private void acceptAll() throws IOException {
        for (var channel = socket.accept(); channel != null; channel = socket.accept()) {
            var client = channel;
            var current = service;
            Thread.ofVirtual().start(() -> current.serve(client));
        }
    }

    /** Serves what has come, and ends accepting right behind the last of it. */
    public void finish() {
        finishing = true;
        selector.wakeup();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: not all that had come could be served", endpoint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends accepting; connections that were accepted go on. */
    @Override
    public void close() throws IOException {
        socket.close();
        selector.close(); // only now the port is free
    }
}
