package ferry.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much is fuzzed. A build takes a little of each target; {@code -Dferry.fuzz=10m} takes so much time for each, and
 * {@code -Dferry.fuzz.inputs=500000} so many inputs. The second seed is another one in each build, unless {@code
 * -Dferry.fuzz.seed} says which.
 *
 * @param inputs the most inputs of a target
 * @param time the longest time of a target
 * @param seeds where the inputs come from
 * @param longRun whether this is more than a build takes
 */
record Budget(long inputs, Duration time, List<Long> seeds, boolean longRun) {
    private static final long FIXED_SEED = 959;
    private static final long OTHER_SEED =
            Optional.ofNullable(Long.getLong("ferry.fuzz.seed")).orElseGet(() -> System.nanoTime() & 0xffff_ffffL);
    private static final Duration LONGEST = Duration.ofHours(10);

    /** What a build takes, in the case that nothing else is said. */
    static Budget of(long inputs, Duration time) {
        var asked = Optional.ofNullable(System.getProperty("ferry.fuzz")).map(Budget::duration);
        var count = Optional.ofNullable(Long.getLong("ferry.fuzz.inputs"));
        boolean more = asked.isPresent() || count.isPresent();
        return new Budget(
                count.orElse(more ? Long.MAX_VALUE : inputs),
                asked.orElse(more ? LONGEST : time),
                List.of(FIXED_SEED, OTHER_SEED),
                more);
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
