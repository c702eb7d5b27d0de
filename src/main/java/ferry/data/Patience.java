package ferry.data;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Makes transfers stand aside that have waited for a moment. Most small uploads are through by then, and never need a
 * second thread that reads their control connection.
 *
 * <p>One thread looks at all of them in steps; it sleeps while there are none, and is woken by the first.
 */
final class Patience implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Patience.class);
    private static final long MOMENT_NANOS = 4_000_000; // with a step less than the silence that Transfer looks into
    private static final long STEP_NANOS = 4_000_000;
    private static final int STEPS_IN_VAIN = 50;

    private final ConcurrentLinkedQueue<Patient> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("patience").unstarted(this::watch);
    private volatile boolean asleep;
    private volatile boolean closed;

    /** A transfer that began to wait then. */
    private record Patient(Aside aside, long since) {}

    /** Begins to watch. */
    static Patience start() {
        var patience = new Patience();
        patience.thread.start();
        return patience;
    }

    /** Makes this stand aside in a moment, if it is not over by then. */
    void begin(Aside aside) {
        waiting.add(new Patient(aside, System.nanoTime()));
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void watch() {
        int inVain = 0;
        while (!closed) {
            if (waiting.isEmpty() && inVain > STEPS_IN_VAIN) {
                asleep = true;
                if (waiting.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
                inVain = 0;
            }
            LockSupport.parkNanos(this, STEP_NANOS);
            inVain = waiting.isEmpty() ? inVain + 1 : 0;
            look();
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (var next = waiting.peek(); next != null && now - next.since() >= MOMENT_NANOS; next = waiting.peek()) {
            waiting.remove();
            try {
                next.aside().standIfWaiting();
            } catch (RuntimeException | Error e) { // of this one; the others are watched on
                LOG.error("a transfer cannot stand aside", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
