package ferry.hook;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Names for events: later ones of a process are greater, as text too, and no two are the same, over restarts too. */
final class Ids {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{8}");

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    /** Were the clock set back, ids of two processes could be the same. */
    private final String process = String.format("-%08x", new SecureRandom().nextInt());

    /** Names by this clock. */
    Ids(Clock clock) {
        this.clock = clock;
    }

    /** The next one. */
    String next() {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        return String.format("%016x", last.updateAndGet(before -> Math.max(before + 1, now))) + process;
    }

    /** Whether this can be one. */
    static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }
}
