package ferry;

import ferry.config.ServerConfig;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.protocol.Escaped;
import ferry.protocol.HostName;
import ferry.session.Host;
import ferry.session.Hosts;
import ferry.tls.ClientAuthentication;
import ferry.user.Authenticator;
import ferry.user.PasswordHashes;
import ferry.user.User;
import ferry.user.UserStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Opens the users files of all hosts. */
final class OpenHosts {
    private static final Logger LOG = LogManager.getLogger(OpenHosts.class);
    private static final String STANDARD = "(default)";

    private final ServerConfig config;
    private final PasswordHashes hashes;
    private final HostMemory memory;
    private final List<Fault> faults = new ArrayList<>();

    private OpenHosts(ServerConfig config, PasswordHashes hashes, HostMemory memory) {
        this.config = config;
        this.hashes = hashes;
        this.memory = memory;
    }

    /** The hosts of this configuration. All faults of all users files are in the exception. */
    static Hosts of(ServerConfig config, PasswordHashes hashes) throws FaultyFileException {
        return of(config, hashes, new HostMemory());
    }

    /** The same hosts as before, with what is remembered of them. */
    static Hosts of(ServerConfig config, PasswordHashes hashes, HostMemory memory) throws FaultyFileException {
        return new OpenHosts(config, hashes, memory).open();
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
            store.users().forEach(this::warn);
            var authenticator = new Authenticator(store, hashes, memory.secrets(name, config.loginCache()));
            return Optional.of(new Host(name, welcome, store, authenticator, memory.logins(name)));
        } catch (FaultyFileException e) {
            e.faults().stream().map(fault -> told(fault, key)).forEach(faults::add);
            return Optional.empty();
        }
    }

    /** Tells of users whom the configuration lets in never: the users file cannot know. */
    private void warn(User user) {
        user.rights().warnings().forEach(warning -> LOG.warn("rights of {}: {}", name(user), Escaped.text(warning)));
        boolean asked = config.tls()
                .filter(tls -> tls.clientAuthentication() != ClientAuthentication.OFF)
                .isPresent();
        if (user.enabled() && user.login().needsCertificate() && !asked) {
            LOG.warn("{} cannot log in: a certificate is needed, and no client is asked for one", name(user));
        }
        if (user.enabled()
                && user.tls().required().orElse(false)
                && config.tls().isEmpty()) {
            LOG.warn("{} cannot log in: TLS is needed, and tls.enabled=false switches it off", name(user));
        }
    }

    private static String name(User user) {
        return Escaped.text(user.name());
    }

    /** A fault of the file as a whole, such as that it is missing, with the key that names the file. */
    private static Fault told(Fault fault, String key) {
        return fault.line() == 0 ? Fault.of(fault.file(), fault.message() + "; " + key + " names it") : fault;
    }
}
