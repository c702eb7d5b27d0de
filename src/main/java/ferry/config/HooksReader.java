package ferry.config;

import static ferry.config.Key.HOOKS_FILE;
import static ferry.config.Key.HOOKS_LISTENERS;
import static ferry.config.Key.HOOKS_SPOOL;
import static ferry.config.Key.HOOKS_SPOOL_LIMIT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import ferry.event.Kind;
import ferry.file.UploadSync;
import ferry.hook.Action;
import ferry.hook.Command;
import ferry.hook.Filter;
import ferry.hook.ForeignListeners;
import ferry.hook.HookSettings;
import ferry.hook.Rule;
import ferry.hook.Secret;
import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import ferry.properties.RegularFile;
import ferry.properties.Suggestion;
import ferry.protocol.Folding;
import ferry.protocol.PathPattern;
import ferry.protocol.Wildcards;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the hooks file, whose keys are {@code hook.NAME.ATTRIBUTE}. */
final class HooksReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_RETRIES = 1_000_000;

    private static final String EVENTS = "events";
    private static final String USERS = "users";
    private static final String HOSTS = "hosts";
    private static final String PATHS = "paths";
    private static final String RUN = "run";
    private static final String URL = "url";
    private static final String SECRET_FILE = "secret-file";
    private static final String TIMEOUT = "timeout";
    private static final String RETRIES = "retries";
    private static final String RETRY_FOR = "retry-for";
    private static final String RETRY_PAUSE = "retry-pause";
    private static final String AT_ONCE = "at-once";
    private static final List<String> WORDS = List.of(
            EVENTS, USERS, HOSTS, PATHS, RUN, URL, SECRET_FILE, TIMEOUT, RETRIES, RETRY_FOR, RETRY_PAUSE, AT_ONCE);
    private static final GroupedKeys<String> KEYS = new GroupedKeys<>(
            "hook",
            WORDS,
            name -> Optional.of(name).filter(each -> NAME.matcher(each).matches()),
            "a name of letters, digits, - and _, up to 64,");

    private final PropertiesFile file;
    private final Path base;
    private final List<Fault> faults;

    private HooksReader(PropertiesFile file, Path base, List<Fault> faults) {
        this.file = file;
        this.base = base;
        this.faults = faults;
    }

    /** What the keys say of hooks; relative paths are relative to {@code base}. */
    static HookSettings read(Settings settings, Path base, UploadSync sync) {
        return new HookSettings(
                settings.read(
                        HOOKS_FILE, name -> name.isEmpty() ? List.of() : rules(base.resolve(name), base, settings)),
                settings.read(HOOKS_SPOOL, text -> base.resolve(Readers.text(text))),
                settings.read(HOOKS_SPOOL_LIMIT, HooksReader::limit),
                sync != UploadSync.OFF,
                settings.read(HOOKS_LISTENERS, HooksReader::listeners));
    }

    private static Set<String> listeners(String text) {
        var names = Readers.list(text);
        var known = names.isEmpty() ? names : ForeignListeners.known();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(Suggestion.unknown("listener", name, known) + "; known: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        return Set.copyOf(names);
    }

    private static long limit(String text) {
        long bytes = Readers.bytes(text);
        if (bytes < 1 << 20) {
            throw new IllegalArgumentException("1M or more is needed");
        }
        return bytes;
    }

    private static List<Rule> rules(Path path, Path base, Settings settings) {
        return new HooksReader(GroupedKeys.open(path, settings.faults()), base, settings.faults()).rules();
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        KEYS.sort(file, faults).forEach((name, found) -> rule(name, found).ifPresent(rules::add));
        return List.copyOf(rules);
    }

    private Optional<Rule> rule(String name, Map<String, Entry> found) {
        var first = found.values().iterator().next();
        var kinds = value(found, EVENTS, HooksReader::kinds);
        if (!found.containsKey(EVENTS)) {
            fault(first, "hook." + name + ".events is missing; every hook needs the events that it is for");
        }
        var filter = new Filter(
                kinds.orElse(Set.of()),
                value(found, USERS, HooksReader::names).orElse(List.of()),
                value(found, HOSTS, HooksReader::names).orElse(List.of()),
                value(found, PATHS, HooksReader::paths).orElse(List.of()));
        boolean program = found.containsKey(RUN);
        var terms = new Rule.Terms(
                value(found, TIMEOUT, Readers::limit).orElse(Duration.ofSeconds(program ? 60 : 10)),
                value(found, RETRIES, HooksReader::retries).orElse(program ? 3 : Integer.MAX_VALUE),
                value(found, RETRY_FOR, Readers::duration).orElse(Duration.ofDays(1)),
                value(found, RETRY_PAUSE, Readers::limit).orElse(Duration.ofSeconds(1)),
                value(found, AT_ONCE, HooksReader::atOnce).orElse(4));
        return action(name, found, first).map(action -> new Rule(name, filter, action, terms, text(found)));
    }

    private static String text(Map<String, Entry> found) {
        return found.values().stream()
                .map(entry -> entry.key() + "=" + entry.value())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private Optional<Action> action(String name, Map<String, Entry> found, Entry first) {
        var secret = value(found, SECRET_FILE, this::secret);
        if (found.containsKey(RUN) == found.containsKey(URL)) {
            fault(first, "hook." + name + " needs one of run and url");
            return Optional.empty();
        }
        if (found.containsKey(RUN)) {
            Optional.ofNullable(found.get(SECRET_FILE)).ifPresent(entry -> fault(entry, "only with url"));
            return value(found, RUN, this::command).map(Action.Run::new);
        }
        return value(found, URL, HooksReader::address).map(address -> new Action.Post(address, secret));
    }

    private static Set<Kind> kinds(String text) {
        var words = Readers.list(Readers.text(text));
        if (words.equals(List.of("*"))) {
            return EnumSet.allOf(Kind.class);
        }
        var known = Arrays.stream(Kind.values()).map(Kind::word).toList();
        var kinds = EnumSet.noneOf(Kind.class);
        for (String word : words) {
            kinds.add(Kind.of(word)
                    .orElseThrow(() -> new IllegalArgumentException(
                            Suggestion.unknown("event", word, known) + "; known: *, " + String.join(", ", known))));
        }
        return kinds;
    }

    /** None for the star alone, which is everybody. */
    private static List<Wildcards> names(String text) {
        var words = Readers.list(Readers.text(text));
        return words.contains("*")
                ? List.of()
                : words.stream().map(Wildcards::of).toList();
    }

    /** A pattern without a slash is one of names in any folder. */
    private static List<PathPattern> paths(String text) {
        return Readers.list(Readers.text(text)).stream()
                .map(word -> word.indexOf('/') < 0 ? "/**/" + word : word)
                .map(pattern -> PathPattern.parse(pattern, Folding.CASE_COUNTS))
                .toList();
    }

    private Command command(String text) {
        var command = Command.parse(text, base);
        if (!Files.isRegularFile(command.program()) || !Files.isExecutable(command.program())) {
            throw new IllegalArgumentException(
                    command.program() + " is no program that can be run; its whole path is needed");
        }
        return command;
    }

    private static URI address(String text) {
        try {
            var address = new URI(text);
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (!http || address.getHost() == null) {
                throw new IllegalArgumentException(
                        "an address such as https://host/path is needed, not \"" + text + "\"");
            }
            if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
                throw new IllegalArgumentException("no user, password or # in the address; use secret-file");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address: " + e.getMessage(), e);
        }
    }

    private Secret secret(String text) {
        var path = base.resolve(Readers.text(text));
        try {
            String secret = CharMatcher.anyOf("\r\n").trimTrailingFrom(new String(RegularFile.read(path), ISO_8859_1));
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(path + " is empty");
            }
            return new Secret(secret.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + Readers.reason(e), e);
        }
    }

    private static int retries(String text) {
        return text.equals("unlimited") ? Integer.MAX_VALUE : number(text, 0, MOST_RETRIES, "unlimited, or ");
    }

    private static int atOnce(String text) {
        return number(text, 1, MOST_AT_ONCE, "");
    }

    private static int number(String text, int least, int most, String other) {
        if (text.matches("[0-9]{1,7}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                other + "a number from " + least + " to " + most + " is needed, not \"" + text + "\"");
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
