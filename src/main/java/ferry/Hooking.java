package ferry;

import ferry.event.Events;
import ferry.hook.Figures;
import ferry.hook.ForeignListeners;
import ferry.hook.Hooks;
import ferry.properties.FaultyFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The hooks of a daemon, and the listeners of other jars: they hear its events, and end behind its last session. */
final class Hooking implements Part {
    private final Hooks hooks;
    private final ForeignListeners listeners;
    private volatile Duration grace = Duration.ZERO;

    /** None yet; programs will work in this folder. */
    Hooking(Path base, Events events) {
        hooks = new Hooks(base);
        events.add(hooks);
        listeners = new ForeignListeners(events);
    }

    @Override
    public Change prepare(Plan next) throws FaultyFileException {
        var settings = next.config().hooks();
        var rules = hooks.prepare(settings);
        var others = listeners.prepare(settings.listeners());
        return () -> {
            grace = next.config().shutdownGrace();
            others.run();
            return rules.get();
        };
    }

    /** What they have done so far. */
    List<Figures> figures() {
        return hooks.figures();
    }

    @Override
    public void close() {
        listeners.close(grace);
        hooks.close(grace);
    }
}
