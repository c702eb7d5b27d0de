package ferry.config;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import ferry.protocol.HostName;
import ferry.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the hosts file, whose keys are {@code host.NAME.ATTRIBUTE}. */
final class HostsReader {
    private static final String USERS = "users";
    private static final String WELCOME = "welcome";
    private static final String ALIASES = "aliases";
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String KEY_PASSWORD_FILE = "key-password-file";
    private static final List<String> TLS_WORDS = List.of(CERTIFICATE, KEY, KEY_PASSWORD_FILE);
    private static final List<String> WORDS = List.of(USERS, WELCOME, ALIASES, CERTIFICATE, KEY, KEY_PASSWORD_FILE);
    private static final GroupedKeys<HostName> KEYS = new GroupedKeys<>("host", WORDS, HostName::of, "a host name");

    /**
     * What a hosts file stands on.
     *
     * @param base what relative paths are relative to
     * @param taken the names that are the standard host's, faults here
     * @param tls whether there is TLS; without it certificates are faults
     */
    record Ground(Path base, Set<HostName> taken, boolean tls) {}

    private final PropertiesFile file;
    private final Ground ground;
    private final List<Fault> faults;
    private final Set<HostName> taken;

    private HostsReader(PropertiesFile file, Ground ground, List<Fault> faults) {
        this.file = file;
        this.ground = ground;
        this.faults = faults;
        this.taken = new HashSet<>(ground.taken());
    }

    /** The hosts of this file. IllegalArgumentException when it cannot be read. */
    static List<HostConfig> read(String name, Ground ground, List<Fault> faults) {
        var file = GroupedKeys.open(ground.base().resolve(name), faults);
        return new HostsReader(file, ground, faults).hosts();
    }

    private List<HostConfig> hosts() {
        var hosts = new ArrayList<HostConfig>();
        KEYS.sort(file, faults).forEach((name, found) -> host(name, found).ifPresent(hosts::add));
        return List.copyOf(hosts);
    }

    private Optional<HostConfig> host(HostName name, Map<String, Entry> found) {
        var first = found.values().iterator().next();
        var names = new HashSet<HostName>(
                value(found, ALIASES, text -> Readers.hostNames(text)).orElse(Set.of()));
        names.add(name);
        for (var each : names) {
            if (!taken.add(each)) {
                fault(first, "the name " + each + " belongs to another host already");
            }
        }
        var users = value(found, USERS, Readers::text);
        if (!found.containsKey(USERS)) {
            fault(first, "host." + name + ".users is missing; every host needs a users file");
        }
        var welcome = value(found, WELCOME, Readers::welcome);
        var certificates = certificates(names, found);
        return users.map(path -> new HostConfig(
                name,
                names,
                ground.base().resolve(path),
                welcome.orElseGet(() -> Readers.welcome(Key.WELCOME.otherwise())),
                certificates));
    }

    private List<CertificateFiles> certificates(Set<HostName> names, Map<String, Entry> found) {
        var said = TLS_WORDS.stream().map(found::get).filter(Objects::nonNull).toList();
        if (!ground.tls()) {
            said.forEach(entry -> fault(entry, TlsReader.NEEDS_TLS));
            return List.of();
        }
        var lists = CertificateLists.parse(
                value(found, CERTIFICATE, Readers::text).orElse(""),
                value(found, KEY, Readers::text).orElse(""),
                value(found, KEY_PASSWORD_FILE, Readers::text).orElse(""));
        return lists.files(
                ground.base(),
                names,
                (part, message) ->
                        Optional.ofNullable(found.get(word(part))).ifPresent(entry -> fault(entry, message)));
    }

    private static String word(CertificateLists.Part part) {
        return switch (part) {
            case KEYS -> KEY;
            case PASSWORD_FILES -> KEY_PASSWORD_FILE;
        };
    }

    private <T> Optional<T> value(Map<String, Entry> found, String word, Function<String, T> reader) {
        var entry = found.get(word);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(entry.value().strip()));
        } catch (IllegalArgumentException e) {
            fault(entry, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void fault(Entry entry, String message) {
        faults.add(Fault.at(file.name(), entry, message));
    }
}
