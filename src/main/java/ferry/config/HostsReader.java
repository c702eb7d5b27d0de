package ferry.config;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import ferry.properties.Suggestion;
import ferry.protocol.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the hosts file: {@code host.NAME.users}, {@code host.NAME.welcome}, {@code host.NAME.aliases}. */
final class HostsReader {
    private static final String PREFIX = "host.";
    private static final String USERS = "users";
    private static final String WELCOME = "welcome";
    private static final String ALIASES = "aliases";
    private static final List<String> WORDS = List.of(USERS, WELCOME, ALIASES);

    private final PropertiesFile file;
    private final Path base;
    private final List<Fault> faults;
    private final Set<HostName> taken;
    private final Map<HostName, Map<String, Entry>> entries = new LinkedHashMap<>();

    private HostsReader(PropertiesFile file, Path base, List<Fault> faults, Set<HostName> taken) {
        this.file = file;
        this.base = base;
        this.faults = faults;
        this.taken = new HashSet<>(taken);
    }

    /**
     * The hosts of this file; relative paths are below the base folder, and names that are taken are faults.
     * IllegalArgumentException when the file cannot be read.
     */
    static List<HostConfig> read(Path path, Path base, List<Fault> faults, Set<HostName> taken) {
        try {
            var file = PropertiesFile.read(path);
            faults.addAll(file.faults());
            Settings.warn(file);
            return new HostsReader(file, base, faults, taken).hosts();
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + Readers.reason(e), e);
        }
    }

    private List<HostConfig> hosts() {
        file.entries().forEach(this::sort);
        var hosts = new ArrayList<HostConfig>();
        entries.forEach((name, found) -> host(name, found).ifPresent(hosts::add));
        return List.copyOf(hosts);
    }

    private void sort(Entry entry) {
        int dot = entry.key().lastIndexOf('.');
        if (!entry.key().startsWith(PREFIX) || dot <= PREFIX.length()) {
            fault(entry, "unknown key; host.NAME.users, host.NAME.welcome and host.NAME.aliases are known");
            return;
        }
        String word = entry.key().substring(dot + 1);
        var name = HostName.of(entry.key().substring(PREFIX.length(), dot));
        if (!WORDS.contains(word)) {
            fault(entry, Suggestion.unknown("attribute", word, WORDS) + "; known: " + String.join(", ", WORDS));
        } else if (name.isEmpty()) {
            fault(entry, "a host name is needed between \"host.\" and \"." + word + "\"");
        } else {
            entries.computeIfAbsent(name.get(), _ -> new LinkedHashMap<>()).put(word, entry);
        }
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
        return users.map(path -> new HostConfig(
                name, names, base.resolve(path), welcome.orElseGet(() -> Readers.welcome(Key.WELCOME.otherwise()))));
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
