package ferry.user;

import ferry.properties.Entry;
import ferry.properties.PropertiesFile;
import java.util.Optional;

/**
 * A key of the users file: {@code ftpserver.user.NAME.ATTRIBUTE}. The name may have dots, the attribute has none.
 *
 * @param user the name
 * @param attribute the word behind it, known or not
 */
record UserKey(String user, String attribute) {
    private static final String PREFIX = "ftpserver.user.";

    /** Takes a key apart; nothing if it is not a user's. */
    static Optional<UserKey> parse(String key) {
        int dot = key.lastIndexOf('.');
        if (!key.startsWith(PREFIX) || dot <= PREFIX.length()) {
            return Optional.empty();
        }
        return Optional.of(new UserKey(key.substring(PREFIX.length(), dot), key.substring(dot + 1)));
    }

    /** The key of an attribute. */
    static String of(String user, Attribute attribute) {
        return PREFIX + user + "." + attribute.word();
    }

    /** Whether this key belongs to the user. */
    static boolean belongs(String key, String user) {
        return parse(key).filter(parsed -> parsed.user().equals(user)).isPresent();
    }

    /** Whether the file says anything about the user. */
    static boolean known(PropertiesFile file, String user) {
        return file.entries().stream().anyMatch(entry -> belongs(entry.key(), user));
    }

    /** The entry of an attribute, however its case is written; the last one, if there are several. */
    static Optional<Entry> find(PropertiesFile file, String user, Attribute attribute) {
        var key = of(user, attribute);
        return file.entries().reversed().stream()
                .filter(entry -> belongs(entry.key(), user) && entry.key().equalsIgnoreCase(key))
                .findFirst();
    }
}
