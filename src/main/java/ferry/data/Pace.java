package ferry.data;

import com.google.common.util.concurrent.RateLimiter;
import java.util.Optional;

/**
 * How fast bytes may move in one direction of a session.
 *
 * @param limiter bytes a second, or nothing for as fast as it goes
 */
public record Pace(Optional<RateLimiter> limiter) {
    /** No limit. */
    public static final Pace UNLIMITED = new Pace(Optional.empty());

    private static final int LONGEST_WAITS_PER_SECOND = 4;

    /** At most so many bytes a second; 0 is no limit. */
    public static Pace of(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? UNLIMITED : new Pace(Optional.of(RateLimiter.create((double) bytesPerSecond)));
    }

    /** Whether there is a limit. */
    public boolean limited() {
        return limiter.isPresent();
    }

    /** How many bytes to move at a time, {@code wanted} at the most, so that no wait is long. */
    public int step(int wanted) {
        return limiter.map(RateLimiter::getRate)
                .map(rate -> Math.clamp((long) (rate / LONGEST_WAITS_PER_SECOND), 1, wanted))
                .orElse(wanted);
    }

    /** Waits until so many bytes may have moved. */
    public void spend(long bytes) {
        if (limiter.isPresent() && bytes > 0) {
            limiter.get().acquire(Math.clamp(bytes, 1, Integer.MAX_VALUE));
        }
    }
}
