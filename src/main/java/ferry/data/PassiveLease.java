package ferry.data;

import ferry.proxy.Proxies;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;

/**
 * A listening port lent to one session, from PASV until its data connection is there. The port may be lent to
 * sessions of other addresses at the same time.
 *
 * <p>Belongs to the session; closed when its data connection is open, with the next PASV or PORT, or with the session.
 * {@link #close} from another thread ends {@link #await}.
 *
 * <p>More than one connection may come, since other programs of the client's address can connect as well. Where TLS can
 * tell the client's own from theirs, they are tried one after the other; in clear the first is the client's.
 */
public final class PassiveLease implements Closeable {
    private static final int MOST_ARRIVED = 8;

    private final PassivePort port;
    private final Borrower borrower;
    private final Condition changed;
    private final Deque<SocketChannel> arrived = new ArrayDeque<>(2); // guarded by the port's lock, like closed
    private final long before; // so many connections had come to the port before the loan
    private boolean closed;
    private volatile boolean came;
    private volatile Consumer<Boolean> end = _ -> {};

    /**
     * Who takes a loan.
     *
     * @param client the session's client address, or {@code ANYBODY}
     * @param proxies whose connections have to tell for whom they are
     */
    record Borrower(Object client, Proxies proxies) {
        /** Whether nobody stands between. */
        boolean direct() {
            return proxies.equals(Proxies.NONE);
        }

        /** Whether a connection from this address has to tell for whom it is. */
        boolean isBehind(InetAddress peer) {
            return proxies.contain(peer);
        }

        /** Whether of the two one takes connections of the other's own address for those of a proxy. */
        boolean disagrees(Borrower other) {
            return takesForProxy(other) || other.takesForProxy(this);
        }

        private boolean takesForProxy(Borrower other) {
            return other.client instanceof InetAddress address && isBehind(address) && !other.isBehind(address);
        }
    }

    PassiveLease(PassivePort port, Borrower borrower, Condition changed, long before) {
        this.port = port;
        this.borrower = borrower;
        this.changed = changed;
        this.before = before;
    }

    Borrower borrower() {
        return borrower;
    }

    /** The number of the port. */
    public int port() {
        return port.number();
    }

    /** Tells this, when the lease is given back, whether a connection has come. */
    void atEnd(Consumer<Boolean> next) {
        end = next;
    }

    /** The next connection if it is there already. Never blocks. */
    public Optional<SocketChannel> poll() throws IOException {
        return port.take(this);
    }

    /** Whether there is another connection. Never blocks. */
    boolean more() throws IOException {
        return port.anyArrived(this);
    }

    /** Waits for the next connection. */
    public SocketChannel await(Duration limit) throws IOException {
        return port.await(this, limit);
    }

    /**
     * Hands over a connection of this ordinal number; called with the lock held. False when there are too many already, or
     * when it came before the loan.
     */
    boolean offer(SocketChannel channel, long ordinal) {
        if (arrived.size() == MOST_ARRIVED || closed || ordinal <= before) {
            return false;
        }
        came = true;
        arrived.add(channel);
        changed.signal();
        return true;
    }

    /** Takes what was offered first; called with the lock held. */
    Optional<SocketChannel> taken() {
        return Optional.ofNullable(arrived.poll());
    }

    boolean anyArrived() {
        return !arrived.isEmpty();
    }

    boolean closed() {
        return closed;
    }

    /** Marks the end, with the lock held; returns the connections that nobody took. */
    List<SocketChannel> end() {
        closed = true;
        changed.signal();
        var rest = List.copyOf(arrived);
        arrived.clear();
        return rest;
    }

    /** Gives the port back at once when others of the same address wait for one. */
    void yieldToOthers() {
        if (port.wanted(this)) {
            close();
        }
    }

    Condition changed() {
        return changed;
    }

    @Override
    public void close() {
        if (port.giveBack(this)) {
            end.accept(came);
        }
    }
}
