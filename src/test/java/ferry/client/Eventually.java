package ferry.client;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread brings about and no reply tells. */
public final class Eventually {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Something that holds or does not. */
    @FunctionalInterface
    public interface Condition {
        /** Looks once. */
        boolean holds() throws Exception;
    }

    private Eventually() {}

    /** Returns when the condition holds; fails when it does not within the time of a patient test. */
    public static void holds(String what, Condition condition) {
        holds(what, PATIENCE_NANOS, condition);
    }

    /** The same for what a machine that is very busy takes its time for: the start of a process. */
    public static void holdsInTheEnd(String what, Condition condition) {
        holds(what, 6 * PATIENCE_NANOS, condition);
    }

    private static void holds(String what, long limit, Condition condition) {
        long end = System.nanoTime() + limit;
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end) {
                    fail("in vain waited for: " + what);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Exception e) {
            fail("while waiting for: " + what, e);
        }
    }
}
