package ferry.hook;

import ferry.event.Events;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The listeners that jars of others provide, by {@link ServiceLoader}: those whose classes the administrator names, and no
 * others, even if they are there. Each hears on a thread of its own.
 */
public final class ForeignListeners {
    private final Events events;

    /** By the names of their classes. Of the thread that reloads. */
    private final Map<String, Detached> listeners = new TreeMap<>();

    /** None yet; they will hear these events. */
    public ForeignListeners(Events events) {
        this.events = events;
    }

    /** The names of the classes that are there; IllegalArgumentException when a jar names what it does not have. */
    public static List<String> known() {
        try {
            return ServiceLoader.load(Events.Listener.class).stream()
                    .map(provider -> provider.type().getName())
                    .sorted()
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Makes those of these classes that are not there yet; what is returned lets them hear, and the others no more. */
    public Runnable prepare(Set<String> names) throws FaultyFileException {
        var made = new TreeMap<String, Events.Listener>();
        for (String name : names) {
            if (!listeners.containsKey(name)) {
                made.put(name, make(name));
            }
        }
        return () -> {
            var gone = new ArrayList<>(listeners.keySet());
            gone.removeAll(names);
            gone.forEach(this::remove);
            made.forEach((name, listener) -> {
                var detached = new Detached(listener).start();
                listeners.put(name, detached);
                events.add(detached);
            });
        };
    }

    private static Events.Listener make(String name) throws FaultyFileException {
        try {
            return ServiceLoader.load(Events.Listener.class).stream()
                    .filter(provider -> provider.type().getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ServiceConfigurationError("no such listener"))
                    .get();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new FaultyFileException(
                    List.of(new Fault("hooks.listeners", 0, name, String.valueOf(e.getMessage()))));
        }
    }

    private void remove(String name) {
        var listener = listeners.remove(name);
        if (listener != null) {
            events.remove(listener);
            Thread.ofVirtual().start(() -> listener.close(Duration.ofSeconds(10)));
        }
    }

    /** Ends them all within this time. */
    public void close(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        for (var listener : listeners.values()) {
            events.remove(listener);
            listener.close(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        listeners.clear();
    }
}
