package ferry.hook;

import ferry.event.Event;
import ferry.event.Events;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A listener that hears on a thread of its own, so that it may take its time and fail. It hears all in order; what it has not
 * heard yet is in memory, up to a bound, above which events are lost for it.
 */
final class Detached implements Events.Listener {
    private static final Logger LOG = LogManager.getLogger(Detached.class);
    private static final int MOST = 10_000;
    private static final long ROUND_MILLIS = 100;

    private final Events.Listener listener;
    private final String name;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(MOST);
    private final Thread thread;
    private volatile boolean full;
    private volatile boolean closing;

    /** This one. */
    Detached(Events.Listener listener) {
        this.listener = listener;
        name = listener.getClass().getName();
        thread = Thread.ofPlatform().daemon().name("listener-" + name).unstarted(this::run);
    }

    /** Begins to tell it what it hears. */
    Detached start() {
        thread.start();
        return this;
    }

    @Override
    public void heard(Event event) {
        if (queue.offer(event)) {
            full = false;
        } else if (!full) {
            full = true;
            LOG.error("{} is {} events behind: those that come now are lost for it", name, MOST);
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                var event = queue.poll(ROUND_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    tell(event);
                }
            }
            if (listener instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (InterruptedException _) {
            LOG.warn("{} has not heard {} events", name, queue.size());
        } catch (Exception e) {
            LOG.warn("{} cannot be closed", name, e);
        }
    }

    private void tell(Event event) {
        try {
            listener.heard(event);
        } catch (RuntimeException | LinkageError | AssertionError e) { // code of others, perhaps for another version
            LOG.error("{} failed at the event {}", name, event.kind().word(), e);
        }
    }

    /** Lets it hear what it has not yet, and closes it if it can be, within this time. */
    void close(Duration grace) {
        closing = true;
        try {
            if (!thread.join(grace)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
