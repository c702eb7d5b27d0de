package ferry.legacy;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What {@code g} sends, and where to.
 *
 * @param name the file
 * @param port the client's port
 */
record CallBackTarget(String name, int port) {
    private static final Pattern NAME_AND_PORT = Pattern.compile("(.*\\S) +([0-9]{1,5})");

    /** Reads what stands behind {@code g}: nothing, a name, or a name and a port; a file with a number at its end wins. */
    static CallBackTarget of(String words, LegacySettings settings, Predicate<String> file) {
        if (words.isEmpty()) {
            return new CallBackTarget(settings.file(), settings.dataPort());
        }
        var parts = NAME_AND_PORT.matcher(words);
        return parts.matches() && port(parts.group(2)) && !file.test(words)
                ? new CallBackTarget(parts.group(1), Integer.parseInt(parts.group(2)))
                : new CallBackTarget(words, settings.dataPort());
    }

    private static boolean port(String digits) {
        int number = Integer.parseInt(digits);
        return number > 0 && number <= 0xffff;
    }
}
