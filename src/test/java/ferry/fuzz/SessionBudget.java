package ferry.fuzz;

import java.time.Duration;
import java.util.Optional;

/** How many sessions are played, and with which seeds: the first half from the fixed one. {@code -Dferry.fuzz.session} plays one alone. */
public final class SessionBudget {
    private static final Duration HANG = Duration.ofMinutes(2);
    private static final int IN_A_BUILD = 100;

    private final Budget budget = Budget.of(IN_A_BUILD, Duration.ofMillis(1500));
    private final Optional<Long> alone = Optional.ofNullable(Long.getLong("ferry.fuzz.session"));
    private final long end = System.nanoTime() + budget.time().toNanos();
    private final Report report;
    private volatile boolean stopped;

    /** Of the target of this name. */
    public SessionBudget(String name) {
        report = new Report(name, budget);
    }

    /** Whether the session of this number is to be played. */
    public boolean goesOn(long number) {
        return !stopped && (alone.isPresent() ? number == 0 : number < budget.inputs() && System.nanoTime() < end);
    }

    /** The seed of the session of this number. */
    public long seed(long number) {
        long from = budget.seeds().get((int) (number % 2));
        return alone.orElse(from * 1_000_003 + number);
    }

    /** Says that a session has failed. */
    public void stop() {
        stopped = true;
    }

    /** How long all of it may take. */
    public Duration most() {
        return budget.time().plus(HANG);
    }

    /** Writes how many sessions and commands there were. */
    public void report(long sessions, long commands) {
        report.sessions(sessions, commands);
    }
}
