package ferry.server;

import ferry.data.Rounds;
import java.time.Duration;

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

    private static final long SHORTEST_PAUSE = 10_000_000;
    private static final long LONGEST_PAUSE = 500_000_000; // users' limits are whole seconds

    private final Rounds<Watched> rounds;

    private SilenceWatch(Rounds<Watched> rounds) {
        this.rounds = rounds;
    }

    /** Starts to watch; {@code shortest} is the shortest limit of all sessions. */
    public static SilenceWatch start(Duration shortest) {
        return new SilenceWatch(Rounds.start("silence-watch", pause(shortest), SilenceWatch::endIfSilent));
    }

    private static long pause(Duration shortest) {
        return Math.clamp(shortest.toNanos() / 8, SHORTEST_PAUSE, LONGEST_PAUSE);
    }

    /** Goes on with another shortest limit. */
    public void shortest(Duration next) {
        rounds.pause(pause(next));
    }

    /** Watches this from now on. */
    void add(Watched one) {
        rounds.add(one);
    }

    /** Watches this no longer. */
    void remove(Watched one) {
        rounds.remove(one);
    }

    private static boolean endIfSilent(Watched one) {
        boolean silent = one.silentTooLong();
        if (silent) {
            Thread.ofVirtual().name("silent").start(one::endSilent);
        }
        return silent;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
