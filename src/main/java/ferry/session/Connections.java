package ferry.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The connections of both protocols that are being served, so that the daemon can end them in good order. */
public final class Connections {
    /** A connection that can be asked to end. */
    public interface Drainable {
        /** The session that it serves. */
        Session session();

        /** Ends as soon as no transfer runs. Called from outside. */
        void drain();

        /** Ends at once. Called from outside. */
        void cut();
    }

    private static final Logger LOG = LogManager.getLogger(Connections.class);
    private static final Duration AFTER_CUT = Duration.ofSeconds(5);

    private final Set<Drainable> served = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock(); // guards the wait for the last one
    private final Condition left = lock.newCondition();
    private volatile boolean draining;

    /** Notes a connection; one that comes while the daemon ends is asked to end at once. */
    public void add(Drainable connection) {
        served.add(connection);
        if (draining) {
            connection.drain();
        }
    }

    /** Forgets a connection that has ended. */
    public void remove(Drainable connection) {
        lock.lock();
        try {
            served.remove(connection);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The sessions of all, in no order. */
    public List<Session> sessions() {
        return served.stream().map(Drainable::session).toList();
    }

    /** Whether the daemon is about to end. */
    public boolean draining() {
        return draining;
    }

    /** How many there are. */
    public int count() {
        return served.size();
    }

    /** Asks all to end, waits for running transfers up to this long, and cuts what is left. */
    public void drain(Duration grace) {
        draining = true;
        served.forEach(Drainable::drain);
        if (!awaitNone(grace)) {
            LOG.warn("{} connections are cut after {} s", served.size(), grace.toSeconds());
            served.forEach(Drainable::cut);
            awaitNone(AFTER_CUT);
        }
    }

    private boolean awaitNone(Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!served.isEmpty() && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return served.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
