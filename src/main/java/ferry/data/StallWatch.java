package ferry.data;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Cuts what stands still: a blocking channel has no time-out of its own, so one thread looks at all that is watched a
 * few times within the limit.
 */
public final class StallWatch implements AutoCloseable {
    /** Something that can stand still. Asked and cut by the watching thread. */
    public interface Watched {
        /** The {@link System#nanoTime} of the last progress, or {@link #NOT_WAITING}. */
        long lastProgress();

        /** Ends it, from outside. */
        void cutStalled();
    }

    /** Said by something that waits for nobody at the moment. */
    public static final long NOT_WAITING = Long.MIN_VALUE;

    private static final Logger LOG = LogManager.getLogger(StallWatch.class);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long limit;

    /** Starts to watch; what makes no progress for this long is cut. */
    public StallWatch(Duration limit) {
        this.limit = limit.toNanos();
        Thread.ofPlatform().daemon().name("stall-watch").start(this::watch);
    }

    /** Watches this from now on. */
    public void add(Watched one) {
        watched.add(one);
    }

    /** Watches this no longer. */
    public void remove(Watched one) {
        watched.remove(one);
    }

    private void watch() {
        long pause = Math.clamp(limit / 8, 10_000_000L, 1_000_000_000L);
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
            long last = one.lastProgress();
            if (last != NOT_WAITING && System.nanoTime() - last > limit) {
                watched.remove(one);
                one.cutStalled();
            }
        } catch (RuntimeException | Error e) { // of this one; the others are watched on
            LOG.error("cannot cut what stands still", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
