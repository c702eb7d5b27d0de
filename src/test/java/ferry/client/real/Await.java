package ferry.client.real;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, by looking again and again. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** What is looked at. */
    interface Condition {
        /** Whether it holds. Files that go while it looks may make it throw; then it does not hold. */
        boolean holds() throws IOException;
    }

    /** Returns when it holds; fails when it does not come to hold. */
    static void until(String what, Condition condition) {
        if (!within(PATIENCE, condition)) {
            fail("not within " + PATIENCE.toSeconds() + " seconds: " + what);
        }
    }

    /** Returns true when it holds, or false when it does not come to hold within this time. */
    static boolean within(Duration time, Condition condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }
}
