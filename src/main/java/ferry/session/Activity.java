package ferry.session;

import java.time.Duration;

/**
 * What a session does.
 *
 * @param verb the command that is being carried out; empty for none
 * @param since from when on, as {@link System#nanoTime} counts
 */
public record Activity(String verb, long since) {
    /** Carries out this command from now on. */
    public static Activity of(String verb) {
        return new Activity(verb, System.nanoTime());
    }

    /** Waits from now on for a command. */
    public static Activity idle() {
        return of("");
    }

    /** For how long. */
    public Duration duration() {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
