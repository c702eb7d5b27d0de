package ferry.config;

import ferry.protocol.HostName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A host besides the standard one, as the hosts file has it.
 *
 * @param name its name
 * @param names this and its other names
 * @param users its users file
 * @param welcome the lines of its greeting
 */
public record HostConfig(HostName name, Set<HostName> names, Path users, List<String> welcome) {
    /** Copies names and lines. */
    public HostConfig {
        names = Set.copyOf(names);
        welcome = List.copyOf(welcome);
    }
}
