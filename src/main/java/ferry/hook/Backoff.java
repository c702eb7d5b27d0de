package ferry.hook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, up to five minutes, and between half and the whole of it
 * by chance, so that those who failed together do not come together again.
 *
 * @param random the chance
 */
record Backoff(RandomGenerator random) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 30;

    /** The pause in nanoseconds after so many failures, of which the first is followed by {@code first}. */
    long nanos(int failures, Duration first) {
        long longest = Math.max(LONGEST.toNanos(), first.toNanos());
        long doubled = first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        long whole = doubled >> Math.min(failures - 1, MOST_DOUBLINGS) == first.toNanos()
                ? Math.min(doubled, longest)
                : longest;
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }
}
