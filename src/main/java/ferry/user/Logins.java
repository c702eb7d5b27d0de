package ferry.user;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import ferry.protocol.Network;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts who is logged in, and keeps the limits of each user; the 64 bits of an IPv6 network count as one address. Safe for
 * many threads.
 */
public final class Logins {
    /** Guards both counts, which change together. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Multiset<String> users = HashMultiset.create();
    private final Multiset<Origin> origins = HashMultiset.create();

    private record Origin(String user, Network address) {}

    /** Counts one more login of this user, if the limits allow it. The caller closes it at the end. */
    public Optional<Login> admit(User user, InetAddress address) {
        var origin = new Origin(user.name(), Network.source(address));
        lock.lock();
        try {
            if (full(user.maxLogins(), users.count(user.name()))
                    || full(user.maxLoginsPerAddress(), origins.count(origin))) {
                return Optional.empty();
            }
            users.add(user.name());
            origins.add(origin);
            return Optional.of(new Login(origin));
        } finally {
            lock.unlock();
        }
    }

    private static boolean full(int limit, int count) {
        return limit > 0 && count >= limit;
    }

    private void end(Origin origin) {
        lock.lock();
        try {
            users.remove(origin.user());
            origins.remove(origin);
        } finally {
            lock.unlock();
        }
    }

    /** A place among the logins of a user. */
    public final class Login implements AutoCloseable {
        private final Origin origin;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Login(Origin origin) {
            this.origin = origin;
        }

        /** Gives the place back; a second call does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                end(origin);
            }
        }
    }
}
