package ferry.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The one stream of events. Whoever does something publishes it, on its own thread, and the listeners hear it at once, in the
 * order in which they were added. Events of one file come in the order in which the file changed: those of uploads,
 * deletions and renames are published while nobody else can change what their names stand for. Safe for all threads.
 */
public final class Events {
    /** Hears what happens. */
    @FunctionalInterface
    public interface Listener {
        /** Hears an event, on the thread of the session; must not block for long, since others may wait for a name meanwhile. */
        void heard(Event event);
    }

    private static final Logger LOG = LogManager.getLogger(Events.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener. */
    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Takes a listener away. */
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** Tells all listeners. A listener that fails does so alone. */
    public void publish(Event event) {
        for (var listener : listeners) {
            try {
                listener.heard(event);
            } catch (RuntimeException e) { // what has happened has happened, and the others are to hear it
                LOG.error("a listener failed at the event {}", event.kind().word(), e);
            }
        }
    }
}
