package ferry;

import ferry.config.ConfigReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a daemon as it nearly always is, read by itself: {@code serve} with nothing but {@code --config FILE}
 * and {@code --set KEY=VALUE}. Picocli reads all others, and tells what is wrong with them; it needs a third of the time
 * that a daemon takes to start, and its classes are too old for an AOT cache.
 */
final class PlainServe {
    private static final String CONFIG = "--config";
    private static final String SET = "--set";

    private PlainServe() {}

    /** Where such a command line says that the configuration is; nothing if it is another one. */
    static Optional<ConfigReader.Sources> sources(String... arguments) {
        if (arguments.length % 2 != 1 || !arguments[0].equals("serve")) {
            return Optional.empty();
        }
        var file = Optional.<Path>empty();
        List<String> assignments = new ArrayList<>();
        for (int i = 1; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            if (arguments[i].equals(SET) && isPlain(value)) {
                assignments.add(value);
            } else if (arguments[i].equals(CONFIG)
                    && isPlain(value)
                    && path(value).isPresent()
                    && file.isEmpty()) {
                file = path(value);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Main.sources(file, assignments));
    }

    private static Optional<Path> path(String value) {
        try {
            return Optional.of(Path.of(value));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** Whether this is nothing that picocli would take for an option, or for the name of a file of arguments. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
    }
}
