package ferry;

import ferry.config.ServerConfig;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import ferry.session.Host;
import ferry.session.Hosts;
import ferry.user.Authenticator;
import ferry.user.Logins;
import ferry.user.PasswordHashes;
import ferry.user.UserStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the users files of all hosts. */
final class OpenHosts {
    private static final String STANDARD = "(default)";

    private final ServerConfig config;
    private final PasswordHashes hashes;
    private final List<Fault> faults = new ArrayList<>();

    private OpenHosts(ServerConfig config, PasswordHashes hashes) {
        this.config = config;
        this.hashes = hashes;
    }

    /** The hosts of this configuration. All faults of all users files are in the exception. */
    static Hosts of(ServerConfig config, PasswordHashes hashes) throws FaultyFileException {
        return new OpenHosts(config, hashes).open();
    }

    private Hosts open() throws FaultyFileException {
        var standard = host(STANDARD, "users.file", config.welcome(), config.users());
        Map<HostName, Host> named = new HashMap<>();
        standard.ifPresent(host -> config.hostNames().forEach(name -> named.put(name, host)));
        for (var other : config.hosts()) {
            host(other.name().text(), "host." + other.name() + ".users", other.welcome(), other.users())
                    .ifPresent(host -> other.names().forEach(name -> named.put(name, host)));
        }
        if (!faults.isEmpty()) {
            throw new FaultyFileException(faults);
        }
        return new Hosts(standard.orElseThrow(), named, config.anyHostName());
    }

    private Optional<Host> host(String name, String key, List<String> welcome, Path users) {
        try {
            var store = UserStore.open(users, config.base());
            return Optional.of(new Host(name, welcome, store, new Authenticator(store, hashes), new Logins()));
        } catch (FaultyFileException e) {
            e.faults().stream().map(fault -> told(fault, key)).forEach(faults::add);
            return Optional.empty();
        }
    }

    /** A fault of the file as a whole, such as that it is missing, with the key that names the file. */
    private static Fault told(Fault fault, String key) {
        return fault.line() == 0 ? Fault.of(fault.file(), fault.message() + "; " + key + " names it") : fault;
    }
}
