package ferry.console;

import java.util.Map;

/**
 * How text stands out on a terminal.
 *
 * @param colour whether by colours as well; see no-color.org
 */
record Style(boolean colour) {
    private static final String END = "\033[0m";

    /** As these variables of the environment ask for. */
    static Style of(Map<String, String> environment) {
        return new Style(environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    String bold(String text) {
        return "\033[1m" + text + END;
    }

    String reverse(String text) {
        return "\033[7m" + text + END;
    }

    String dim(String text) {
        return colour ? "\033[90m" + text + END : text;
    }

    String chosen(String text) {
        return (colour ? "\033[97;44m" : "\033[1;4m") + text + END;
    }

    String alarm(String text) {
        return (colour ? "\033[97;41m" : "\033[1;7m") + text + END;
    }

    String progress(String text, boolean upward) {
        return colour ? (upward ? "\033[32m" : "\033[36m") + text + END : text;
    }
}
