package ferry.hook;

import java.time.Duration;

/** How an attempt ended. */
sealed interface Outcome {
    /** The program, or the address, has the event. */
    record Delivered() implements Outcome {}

    /**
     * It has not; another attempt may do.
     *
     * @param reason why
     * @param pause how long the receiver wants to be left alone at least
     */
    record Failed(String reason, Duration pause) implements Outcome {
        /** One that wants nothing. */
        Failed(String reason) {
            this(reason, Duration.ZERO);
        }
    }

    /**
     * It does not want this event.
     *
     * @param reason why
     */
    record Refused(String reason) implements Outcome {}
}
