package ferry.data;

import ferry.proxy.Proxies;
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
    /** Proxies tell at once; this is for one that does not. */
    private static final int MOST_UNKNOWN = 256;

    private final ServerSocketChannel listener;
    private final PassiveQueue queue;
    private final SelectionKey key;
    private final int number;
    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below, and what leases hold
    private final Map<Object, PassiveLease> leases = new HashMap<>();
    private int waiting;
    private int behindProxies; // so many leases are
    private long accepted; // so many connections have come
    private int unknown; // so many of proxies have not told yet for whom they are
    private boolean retired;

    /** Takes over a bound listener. */
    PassivePort(ServerSocketChannel listener, Selector selector, PassiveQueue queue) throws IOException {
        this.listener = listener;
        this.queue = queue;
        listener.configureBlocking(false);
        key = listener.register(selector, 0, this);
        number = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    int number() {
        return number;
    }

    /** Lends the port to a client, unless it is lent to one of the same address; {@code ANYBODY} needs it alone. */
    Optional<PassiveLease> lend(PassiveLease.Borrower borrower) throws IOException {
        lock.lock();
        try {
            if (retired || !free(borrower)) {
                return Optional.empty();
            }
            acceptAll(); // what waits here came before the loan
            var lease = new PassiveLease(this, borrower, lock.newCondition(), accepted);
            leases.put(borrower.client(), lease);
            behindProxies += borrower.direct() ? 0 : 1;
            return Optional.of(lease);
        } finally {
            lock.unlock();
        }
    }

    private boolean free(PassiveLease.Borrower borrower) {
        if (borrower.client().equals(PassivePorts.ANYBODY)) {
            return leases.isEmpty();
        }
        if (leases.containsKey(borrower.client()) || leases.containsKey(PassivePorts.ANYBODY)) {
            return false;
        }
        return (behindProxies == 0 && borrower.direct())
                || leases.values().stream().noneMatch(lease -> lease.borrower().disagrees(borrower));
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

    /** Takes a lease back; connections that nobody took are closed. False when it was given back before. */
    boolean giveBack(PassiveLease lease) {
        boolean first = end(lease);
        if (first) {
            queue.freed(lease.borrower().client());
        }
        return first;
    }

    /** Whether others of the same address wait for a port. */
    boolean wanted(PassiveLease lease) {
        return queue.anybody(lease.borrower().client());
    }

    private boolean end(PassiveLease lease) {
        lock.lock();
        try {
            boolean first = !lease.closed();
            if (leases.remove(lease.borrower().client(), lease)) {
                behindProxies -= lease.borrower().direct() ? 0 : 1;
            }
            lease.end().forEach(PassivePort::drop);
            closeIfDone();
            return first;
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
            accepted++;
            route(channel, ((InetSocketAddress) channel.getRemoteAddress()).getAddress());
        }
    }

    private void route(SocketChannel channel, InetAddress peer) {
        if (behindProxies > 0
                && leases.values().stream().anyMatch(lease -> lease.borrower().isBehind(peer))) {
            ask(channel, peer);
        } else {
            offer(channel, lease(peer), peer, accepted);
        }
    }

    private Optional<PassiveLease> lease(InetAddress client) {
        var own = Optional.ofNullable(leases.get(client));
        return own.isPresent() ? own : Optional.ofNullable(leases.get(PassivePorts.ANYBODY));
    }

    /** Lets a thread of its own read for whom a proxy has connected, and hand the connection over then. */
    private void ask(SocketChannel channel, InetAddress proxy) {
        if (unknown == MOST_UNKNOWN) {
            LOG.debug("passive port {}: too many connections of proxies that tell nothing", number);
            drop(channel);
            return;
        }
        unknown++;
        long ordinal = accepted;
        Thread.ofVirtual().start(() -> {
            var client = told(channel);
            lock.lock();
            try {
                unknown--;
                var lease = client.flatMap(this::lease)
                        .filter(each -> each.borrower().isBehind(proxy));
                offer(channel, lease, client.orElse(proxy), ordinal);
            } finally {
                lock.unlock();
            }
        });
    }

    private Optional<InetAddress> told(SocketChannel channel) {
        try {
            return Optional.of(Proxies.told(channel).client().getAddress());
        } catch (IOException e) {
            LOG.debug("passive port {}: a proxy has not told for whom it connects", number, e);
            return Optional.empty();
        }
    }

    private void offer(SocketChannel channel, Optional<PassiveLease> lease, InetAddress client, long ordinal) {
        if (lease.isEmpty() || !lease.get().offer(channel, ordinal)) {
            LOG.debug("passive port {}: connection from {} belongs to no session", number, client.getHostAddress());
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

    /** Whether a session has it. */
    boolean lent() {
        lock.lock();
        try {
            return !leases.isEmpty();
        } finally {
            lock.unlock();
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
