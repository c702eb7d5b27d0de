package ferry.guard;

import java.time.Duration;

/**
 * What came of an attempt to log in.
 *
 * @param <T> what a right secret brings
 */
public sealed interface Attempt<T> {
    /**
     * The secret was right.
     *
     * @param <T> what it brings
     * @param gain that
     */
    record Right<T>(T gain) implements Attempt<T> {}

    /**
     * The secret was wrong.
     *
     * @param <T> what a right one would have brought
     * @param pause how long the answer is to be held back at least
     */
    record Wrong<T>(Duration pause) implements Attempt<T> {}

    /**
     * Nobody looked at the secret, or the wrong one was one too many: the session is to end.
     *
     * @param <T> what a right one would have brought
     * @param reason what the client is told
     */
    record Refused<T>(String reason) implements Attempt<T> {}
}
