package ferry.session;

import ferry.protocol.HostName;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts of the daemon.
 *
 * @param standard the one of a client that has not said HOST, and of the legacy protocol
 * @param named all hosts by their names, the standard one by those that were given to it
 * @param standardIsAny whether every other name is the standard host too
 */
public record Hosts(Host standard, Map<HostName, Host> named, boolean standardIsAny) {
    /** Copies the names. */
    public Hosts {
        named = Map.copyOf(named);
    }

    /** All of them, each once. */
    public Set<Host> all() {
        var all = new HashSet<>(named.values());
        all.add(standard);
        return all;
    }

    /** The host of this name; the server's own address, as the client reached it, is the standard host. */
    public Optional<Host> find(HostName name, InetAddress server) {
        var host = Optional.ofNullable(named.get(name));
        boolean standards =
                standardIsAny || name.address().filter(server::equals).isPresent();
        return host.isPresent() || !standards ? host : Optional.of(standard);
    }
}
