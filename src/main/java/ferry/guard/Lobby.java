package ferry.guard;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import ferry.protocol.Network;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The sessions that wait for their login. There is always room for one more: when there are too many, the one ends that
 * has waited longest, of the source that has the most. Safe for all threads.
 */
public final class Lobby {
    /** A session that waits. */
    public interface Visitor {
        /** Ends it, and tells the client why. On a thread of its own, which may block. */
        void dismiss(String reason);
    }

    private static final Logger LOG = LogManager.getLogger(Lobby.class);

    private volatile int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below
    private final Set<Place> places = new LinkedHashSet<>(); // in the order of their coming
    private final Multiset<Network> sources = HashMultiset.create();
    private int leaving; // sessions that were told to end and have not yet
    private boolean full;

    /** For so many. */
    Lobby(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** The place of a session in the lobby. */
    public final class Place implements AutoCloseable {
        private final InetAddress client;
        private final Network source;
        private final Visitor visitor;
        private final long since = nanoTime.getAsLong();
        private boolean dismissed;

        private Place(InetAddress client, Visitor visitor) {
            this.client = client;
            this.visitor = visitor;
            source = Network.source(client);
        }

        /** Gives it back: somebody has logged in, or the session has ended. A second call does nothing. */
        @Override
        public void close() {
            lock.lock();
            try {
                leave(this);
                leaving -= dismissed ? 1 : 0;
                dismissed = false;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Goes on with room for so many; who is too many ends when others come. */
    void most(int next) {
        most = next;
    }

    /** Lets a session of this client wait; another one ends if there are too many. */
    public Place enter(InetAddress client, Visitor visitor) {
        var place = new Place(client, visitor);
        var surplus = Optional.<Place>empty();
        lock.lock();
        try {
            if (places.size() >= most) {
                surplus = longest();
                surplus.ifPresent(this::send);
                tellFull();
            }
            places.add(place);
            sources.add(place.source);
        } finally {
            lock.unlock();
        }
        surplus.ifPresent(other -> dismiss(other, "Too many clients wait for a login; closing the connection"));
        return place;
    }

    private void tellFull() {
        if (!full) {
            LOG.warn("more than {} sessions wait for their login; the longest waiting end", most);
        }
        full = true;
    }

    /** Ends the session that has waited longest, if that is longer than this; false when none is about to end. */
    public boolean makeRoom(long nanos) {
        var found = Optional.<Place>empty();
        lock.lock();
        try {
            found = longest().filter(place -> nanoTime.getAsLong() - place.since > nanos);
            found.ifPresent(this::send);
            return leaving > 0;
        } finally {
            lock.unlock();
            found.ifPresent(place -> dismiss(place, "Too many sessions; log in sooner"));
        }
    }

    /** Ends the sessions of these clients. */
    void dismiss(Predicate<InetAddress> clients, String reason) {
        List<Place> found;
        lock.lock();
        try {
            found = places.stream().filter(place -> clients.test(place.client)).toList();
            found.forEach(this::send);
        } finally {
            lock.unlock();
        }
        found.forEach(place -> dismiss(place, reason));
    }

    private static void dismiss(Place place, String reason) {
        Thread.ofVirtual().name("dismissal").start(() -> place.visitor.dismiss(reason));
    }

    private Optional<Place> longest() {
        int largest = sources.entrySet().stream()
                .mapToInt(Multiset.Entry::getCount)
                .max()
                .orElse(0);
        return places.stream()
                .filter(place -> sources.count(place.source) == largest)
                .findFirst();
    }

    private void send(Place place) {
        leave(place);
        place.dismissed = true;
        leaving++;
    }

    private void leave(Place place) {
        if (places.remove(place)) {
            sources.remove(place.source);
        }
        if (places.size() < most / 2) {
            full = false;
        }
    }

    /** How many wait. */
    public int count() {
        lock.lock();
        try {
            return places.size();
        } finally {
            lock.unlock();
        }
    }
}
