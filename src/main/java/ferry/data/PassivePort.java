package ferry.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One listening port of the pool. It is lent to at most one session of each client address; a connection goes to the
 * session of its address, and a stranger's is closed at once while the owner goes on waiting.
 *
 * <p>The socket never blocks: whoever wants a connection accepts all that wait and hands them to their owners. Only
 * while somebody waits for a connection that is not there yet the selector of {@link PassivePorts} listens as well.
 */
final class PassivePort {
    private static final Logger LOG = LogManager.getLogger(PassivePort.class);

    private final ServerSocketChannel listener;
    private final SelectionKey key;
    private final int number;
    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below, and what leases hold
    private final Map<Object, PassiveLease> leases = new HashMap<>();
    private int waiting;
    private boolean retired;

    /** Takes over a bound listener. */
    PassivePort(ServerSocketChannel listener, Selector selector) throws IOException {
        this.listener = listener;
        listener.configureBlocking(false);
        key = listener.register(selector, 0, this);
        number = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    int number() {
        return number;
    }

    /** Lends the port to a client, unless it is lent to one of the same address; {@code ANYBODY} needs it alone. */
    Optional<PassiveLease> lend(Object client) throws IOException {
        lock.lock();
        try {
            boolean free = client.equals(PassivePorts.ANYBODY)
                    ? leases.isEmpty()
                    : !leases.containsKey(client) && !leases.containsKey(PassivePorts.ANYBODY);
            if (!free || retired) {
                return Optional.empty();
            }
            acceptAll(); // what waits here came before the loan
            var lease = new PassiveLease(this, lock.newCondition());
            leases.put(client, lease);
            return Optional.of(lease);
        } finally {
            lock.unlock();
        }
    }

    /** The next connection of this lease, if it has come. */
    Optional<SocketChannel> take(PassiveLease lease) throws IOException {
        lock.lock();
        try {
            acceptAll();
            return lease.taken();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a connection of this lease has come that was not taken yet. */
    boolean anyArrived(PassiveLease lease) throws IOException {
        lock.lock();
        try {
            acceptAll();
            return lease.anyArrived();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next connection of this lease. */
    SocketChannel await(PassiveLease lease, Duration limit) throws IOException {
        long left = limit.toNanos();
        lock.lock();
        try {
            if (waiting++ == 0) {
                key.interestOps(SelectionKey.OP_ACCEPT);
                key.selector().wakeup();
            }
            try {
                acceptAll();
                while (true) {
                    var channel = lease.taken();
                    if (channel.isPresent()) {
                        return channel.get();
                    }
                    if (lease.closed()) {
                        throw new CannotOpenException("cut while waiting for the client");
                    }
                    if (left <= 0) {
                        throw new CannotOpenException("the client did not connect in time");
                    }
                    left = lease.changed().awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotOpenException("interrupted", e);
            } finally {
                if (--waiting == 0 && key.isValid()) {
                    key.interestOps(0);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a lease back; connections that nobody took are closed. */
    void giveBack(PassiveLease lease) {
        lock.lock();
        try {
            leases.values().remove(lease);
            lease.end().forEach(PassivePort::drop);
            closeIfDone();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts for those who wait; called by the selector's thread. */
    void acceptReady() throws IOException {
        lock.lock();
        try {
            acceptAll();
        } finally {
            lock.unlock();
        }
    }

    private void acceptAll() throws IOException {
        for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
            route(channel);
        }
    }

    private void route(SocketChannel channel) throws IOException {
        InetAddress peer = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        var lease = leases.get(peer);
        if (lease == null) {
            lease = leases.get(PassivePorts.ANYBODY);
        }
        if (lease == null || !lease.offer(channel)) {
            LOG.debug("passive port {}: connection from {} belongs to no session", number, peer.getHostAddress());
            drop(channel);
        }
    }

    private static void drop(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection nobody wants", e);
        }
    }

    /** Lends the port to nobody any more, and closes it as soon as nobody has it. */
    void retire() {
        lock.lock();
        try {
            retired = true;
            closeIfDone();
        } finally {
            lock.unlock();
        }
    }

    private void closeIfDone() {
        if (retired && leases.isEmpty()) {
            try {
                listener.close();
                key.selector().wakeup(); // a closed port stays bound till the selector has looked
            } catch (IOException e) {
                LOG.debug("closing a port that is not needed any more", e);
            }
        }
    }

    /** Whether it listens. */
    boolean isOpen() {
        return listener.isOpen();
    }

    /** Closes the listener for good. */
    void close() throws IOException {
        listener.close();
    }
}
