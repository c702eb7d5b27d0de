package ferry.session;

import ferry.data.Transfer;
import ferry.protocol.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

        /** Ends as soon as what it does has heard of it, and a transfer is cut; the client is told why. Called from outside. */
        void kick(String reason);

        /** Ends at once. Called from outside. */
        void cut();
    }

    private static final Logger LOG = LogManager.getLogger(Connections.class);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration AFTER_ABORT = Duration.ofSeconds(2);
    private static final Duration AFTER_KICK = Duration.ofSeconds(2);
    private static final Duration AFTER_CUT = Duration.ofSeconds(5);

    private final Set<Drainable> served = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock(); // guards the wait for the last one, and its end
    private final Condition left = lock.newCondition();
    private volatile boolean draining;
    private volatile boolean hurried;

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

    /** Ends these sessions, and tells their clients why; those that take no word are cut. Returns them; blocks for seconds. */
    public List<Session> kick(Predicate<Session> which, String reason) {
        var found = served.stream().filter(each -> which.test(each.session())).toList();
        found.forEach(each -> Thread.ofVirtual().name("kick").start(() -> each.kick(reason)));
        awaitGone(found);
        found.stream().filter(served::contains).forEach(Drainable::cut);
        return found.stream().map(Drainable::session).toList();
    }

    private void awaitGone(List<Drainable> leaving) {
        long nanos = AFTER_KICK.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && leaving.stream().anyMatch(served::contains)) {
                nanos = left.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks all to end, waits for running transfers up to this long, ends those that still run, and at last cuts what is left.
     * Returns when none is left, or nothing helps.
     */
    public void drain(Duration grace, Countdown countdown) {
        long begun = System.nanoTime();
        draining = true;
        served.forEach(Drainable::drain);
        if (!awaitCounting(grace, countdown)) {
            var passed = Duration.ofNanos(System.nanoTime() - begun);
            LOG.warn("{} cut after {}", Wording.are(served.size(), "connection"), Wording.time(passed));
            sessions().forEach(session -> session.cutTransfer(Transfer.Cut.STOPPED));
            if (!awaitNone(AFTER_ABORT)) { // in which their clients are told
                served.forEach(Drainable::cut);
                awaitNone(AFTER_CUT);
            }
        }
    }

    /** Ends the wait of {@link #drain} at once. */
    public void hurry() {
        lock.lock();
        try {
            hurried = true;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitCounting(Duration grace, Countdown countdown) {
        long end = System.nanoTime() + grace.toNanos();
        boolean none = awaitNone(ending(grace)); // idle sessions end in a moment
        for (long rest = end - System.nanoTime(); !none && rest > 0 && !hurried; rest = end - System.nanoTime()) {
            var remaining = Duration.ofNanos(rest);
            countdown.tell(remaining, sessions());
            none = awaitNone(Countdown.step(remaining));
        }
        return none;
    }

    private static Duration ending(Duration grace) {
        return grace.compareTo(MOMENT) < 0 ? grace : MOMENT;
    }

    private boolean awaitNone(Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            boolean counting = !hurried;
            while (!served.isEmpty() && nanos > 0 && (!counting || !hurried)) {
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
