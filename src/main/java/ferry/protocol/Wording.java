package ferry.protocol;

import java.time.Duration;

/** Numbers as people say them, in the log and at the command line. */
public final class Wording {
    private Wording() {}

    /** "1 session", "2 sessions". */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** "1 session is", "2 sessions are". */
    public static String are(long number, String noun) {
        return count(number, noun) + (number == 1 ? " is" : " are");
    }

    /** Seconds, and below one second milliseconds. */
    public static String time(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
