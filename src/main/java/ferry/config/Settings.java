package ferry.config;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import ferry.properties.Suggestion;
import ferry.protocol.Escaped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The values of all keys, each with the place it comes from: the command line before the environment before the file
 * before the default. Collects faults instead of ending at the first one.
 */
final class Settings {
    /** Those of the keys, and those that bin/ferry and the container read. */
    private static final List<String> VARIABLES = Stream.concat(
                    Arrays.stream(Key.values()).map(Key::variable),
                    Stream.of(
                            "FERRY_AOT",
                            "FERRY_HOME",
                            "FERRY_JAVA_OPTS",
                            "FERRY_LOG_LEVEL",
                            "FERRY_USER",
                            "FERRY_PASSWORD",
                            "FERRY_PASSWORD_FILE"))
            .toList();

    /** What holds for a key, and where that was said. */
    private record Value(String text, String source, int line) {}

    private final Map<Key, Value> values = new EnumMap<>(Key.class);
    private final List<Fault> faults = new ArrayList<>();

    /** Starts with the defaults. */
    Settings() {
        for (var key : Key.values()) {
            values.put(key, new Value(key.otherwise(), "default", 0));
        }
    }

    /** Takes what a file says. */
    void take(PropertiesFile file) {
        faults.addAll(file.faults());
        warn(file);
        for (Entry entry : file.entries()) {
            Key.of(entry.key())
                    .ifPresentOrElse(
                            key -> values.put(key, new Value(entry.value().strip(), file.name(), entry.line())),
                            () -> faults.add(Fault.at(file.name(), entry, unknown(entry.key()))));
        }
    }

    /** Tells of entries of a file that do not count. */
    static void warn(PropertiesFile file) {
        file.warnings().forEach(fault -> log().warn("{}", Escaped.text(fault.toString())));
    }

    /** Takes what the environment says; warns of variables that are nearly keys. Others have their own uses for the prefix. */
    void take(Map<String, String> environment) {
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(Key.VARIABLE_PREFIX))
                .filter(variable -> !VARIABLES.contains(variable))
                .filter(variable -> Suggestion.nearest(variable, VARIABLES).isPresent())
                .sorted()
                .forEach(variable -> log().warn(
                                "environment: {}", Escaped.text(Suggestion.unknown("variable", variable, VARIABLES))));
        for (var key : Key.values()) {
            String text = environment.get(key.variable());
            if (text != null) {
                values.put(key, new Value(text.strip(), "environment " + key.variable(), 0));
            }
        }
    }

    /** Takes {@code key=value} of the command line. */
    void take(String assignment) {
        int equals = assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals).strip();
        var key = Key.of(name);
        if (equals < 0) {
            faults.add(new Fault("--set", 0, name, "key=value is needed"));
        } else if (key.isEmpty()) {
            faults.add(new Fault("--set", 0, name, unknown(name)));
        } else {
            values.put(key.get(), new Value(assignment.substring(equals + 1).strip(), "--set", 0));
        }
    }

    /** Asked for when it is needed: while all is well the configuration is read before the log is ready. */
    private static Logger log() {
        return LogManager.getLogger(Settings.class);
    }

    private static String unknown(String name) {
        return Suggestion.unknown("key", name, Key.texts());
    }

    /** The value of a key, read; a wrong one becomes a fault, and the default stands in for it. */
    <T> T read(Key key, Function<String, T> reader) {
        var value = value(key);
        try {
            return reader.apply(value.text());
        } catch (IllegalArgumentException e) {
            fault(key, String.valueOf(e.getMessage()));
            return reader.apply(key.otherwise());
        }
    }

    /** Whether nobody has said anything for this key. */
    boolean untouched(Key key) {
        return value(key).source().equals("default");
    }

    /** Notes that what is said for a key cannot be, beside what is said for others. */
    void fault(Key key, String message) {
        var value = value(key);
        faults.add(new Fault(value.source(), value.line(), key.text(), message));
    }

    /** What is said for each key, in the order of the keys. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> texts.put(key.text(), value.text()));
        return Collections.unmodifiableMap(texts);
    }

    private Value value(Key key) {
        return java.util.Objects.requireNonNull(values.get(key));
    }

    /** What was wrong. */
    List<Fault> faults() {
        return faults;
    }
}
