package ferry.hook;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What hooks are configured with.
 *
 * @param rules the rules, each with a name of its own
 * @param spool the folder of what is not delivered yet
 * @param limit how many bytes of it a rule may have
 * @param sync whether an event is on the disk, safe from a power cut, before the session goes on
 * @param listeners the classes of other jars that hear events
 */
public record HookSettings(List<Rule> rules, Path spool, long limit, boolean sync, Set<String> listeners) {
    /** Copies the rules. */
    public HookSettings {
        rules = List.copyOf(rules);
        listeners = Set.copyOf(listeners);
    }
}
