package ferry;

import ferry.protocol.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is different in a plan from the one before, in lines for the administrator. */
final class Changes {
    private static final List<String> SECRET = List.of("secret", "password", "token");

    private Changes() {}

    /** A line for each key that says something else, and one for the hosts. */
    static List<String> between(Plan before, Plan next) {
        var lines = new ArrayList<String>();
        var old = before.config().texts();
        next.config().texts().forEach((key, text) -> {
            String was = old.getOrDefault(key, "");
            if (!was.equals(text)) {
                lines.add(SECRET.stream().anyMatch(key::contains) ? key + ": changed" : told(key, text, was));
            }
        });
        if (!before.config().hosts().equals(next.config().hosts())) {
            lines.add("hosts.file: hosts " + names(next));
        }
        return lines;
    }

    private static String told(String key, String text, String was) {
        return Escaped.text(key + ": " + shown(text) + " (was " + shown(was) + ")");
    }

    private static String shown(String text) {
        return text.isEmpty() ? "empty" : text;
    }

    private static String names(Plan plan) {
        var names =
                plan.config().hosts().stream().map(host -> host.name().text()).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
