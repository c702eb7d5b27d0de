package ferry.hook;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an event is about, to keep those in order that are about the same: the places of its files on the disk, or the session
 * of a login.
 *
 * @param keys the places
 */
record Ties(List<String> keys) {
    private static final Set<String> OF_SESSIONS = Set.of("login", "login-failed", "logout");

    /** What an event is about. */
    static Ties of(JsonObject event) {
        var keys = new ArrayList<String>();
        Fields.PLACES.forEach(place -> Fields.of(event, place).ifPresent(keys::add));
        if (OF_SESSIONS.contains(Fields.of(event, "event").orElse(""))) {
            keys.add("session " + Fields.of(event, "session").orElse(""));
        }
        return new Ties(List.copyOf(keys));
    }

    /** Whether one of them is about the same as one of the others, or about a folder above it or something below. */
    boolean bind(Ties others) {
        for (String key : keys) {
            for (String other : others.keys) {
                if (contains(key, other) || contains(other, key)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean contains(String folder, String path) {
        return path.startsWith(folder)
                && (path.length() == folder.length()
                        || separator(path.charAt(folder.length()))
                        || separator(folder.charAt(folder.length() - 1)));
    }

    private static boolean separator(char c) {
        return c == '/' || c == '\\';
    }
}
