package ferry.data;

import java.time.Duration;

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

    private final Rounds<Watched> rounds;
    private volatile long limitNanos;

    /** Starts to watch; what makes no progress for this long is cut. */
    public StallWatch(Duration limit) {
        limitNanos = limit.toNanos();
        rounds = Rounds.start("stall-watch", pause(limitNanos), one -> cutIfStalled(one, limitNanos));
    }

    private static long pause(long limit) {
        return Math.clamp(limit / 8, 10_000_000L, 1_000_000_000L);
    }

    /** Cuts what makes no progress for this long, from now on. */
    public void limit(Duration next) {
        limitNanos = next.toNanos();
        rounds.pause(pause(limitNanos));
    }

    /** Watches this from now on. */
    public void add(Watched one) {
        rounds.add(one);
    }

    /** Watches this no longer. */
    public void remove(Watched one) {
        rounds.remove(one);
    }

    private static boolean cutIfStalled(Watched one, long limit) {
        long last = one.lastProgress();
        boolean stalled = last != NOT_WAITING && System.nanoTime() - last > limit;
        if (stalled) {
            one.cutStalled();
        }
        return stalled;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
