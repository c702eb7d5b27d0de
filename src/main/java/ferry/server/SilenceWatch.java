package ferry.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Ends sessions whose clients are silent for too long. A read with a time limit would set and cancel a timer for each
 * command; so sessions read without one, and one thread looks at all of them a few times within the shortest limit.
 */
public final class SilenceWatch implements AutoCloseable {
    /** A session that can be silent. Asked by the watching thread. */
    interface Watched {
        /** Whether it has been silent for too long. */
        boolean silentTooLong();

        /** Ends it; may block, and is called by a thread of its own. */
        void endSilent();
    }

    private static final Logger LOG = LogManager.getLogger(SilenceWatch.class);
    private static final long SHORTEST_PAUSE = 10_000_000;
    private static final long LONGEST_PAUSE = 500_000_000; // users' limits are whole seconds

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long pause;

    private SilenceWatch(Duration shortest) {
        pause = Math.clamp(shortest.toNanos() / 8, SHORTEST_PAUSE, LONGEST_PAUSE);
    }

    /** Starts to watch; {@code shortest} is the shortest limit of all sessions. */
    public static SilenceWatch start(Duration shortest) {
        var watch = new SilenceWatch(shortest);
        Thread.ofPlatform().daemon().name("silence-watch").start(watch::watch);
        return watch;
    }

    /** Watches this from now on. */
    void add(Watched one) {
        watched.add(one);
    }

    /** Watches this no longer. */
    void remove(Watched one) {
        watched.remove(one);
    }

    private void watch() {
        try {
            while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
                watched.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Watched one) {
        try {
            if (one.silentTooLong()) {
                watched.remove(one);
                Thread.ofVirtual().name("silent").start(one::endSilent);
            }
        } catch (RuntimeException | Error e) { // of this one; the others are watched on
            LOG.error("cannot end a silent session", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
