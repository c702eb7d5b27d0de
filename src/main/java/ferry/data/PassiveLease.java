package ferry.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A listening port lent to one session, from PASV until its data connection is there. The port may be lent to
 * sessions of other addresses at the same time.
 *
 * <p>Belongs to the session; closed when the connection was taken, with the next PASV or PORT, or with the session.
 * {@link #close} from another thread ends {@link #await}.
 */
public final class PassiveLease implements Closeable {
    private final PassivePort port;
    private final Condition changed;
    private @Nullable SocketChannel arrived; // guarded by the port's lock, like closed
    private boolean closed;

    PassiveLease(PassivePort port, Condition changed) {
        this.port = port;
        this.changed = changed;
    }

    /** The number of the port. */
    public int port() {
        return port.number();
    }

    /** The client's connection if it is there already; the lease ends with it. Never blocks. */
    public Optional<SocketChannel> poll() throws IOException {
        return port.take(this);
    }

    /** Waits for the client's connection; the lease ends with it. */
    public SocketChannel await(Duration limit) throws IOException {
        return port.await(this, limit);
    }

    /** Hands over the client's connection; called with the lock held. False when there is one already. */
    boolean offer(SocketChannel channel) {
        if (arrived != null || closed) {
            return false;
        }
        arrived = channel;
        changed.signal();
        return true;
    }

    /** Takes what was offered; called with the lock held. */
    Optional<SocketChannel> taken() {
        var channel = arrived;
        arrived = null;
        return Optional.ofNullable(channel);
    }

    boolean closed() {
        return closed;
    }

    /** Marks the end, with the lock held; returns a connection that nobody took. */
    Optional<SocketChannel> end() {
        closed = true;
        changed.signal();
        return taken();
    }

    Condition changed() {
        return changed;
    }

    @Override
    public void close() {
        port.giveBack(this);
    }
}
