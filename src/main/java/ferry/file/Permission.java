package ferry.file;

import com.google.common.base.Splitter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a user may do with the files of the home. The names in lower case are the words of the users file. */
public enum Permission {
    /** See the names and facts of entries. */
    LIST,
    /** Retrieve files. */
    READ,
    /** Store new files, and go on with broken uploads of one's own. */
    WRITE,
    /** Replace or truncate what is there already. */
    OVERWRITE,
    /** Append to files. */
    APPEND,
    /** Delete files. */
    DELETE,
    /** Rename files and folders. */
    RENAME,
    /** Make folders. */
    MKDIR,
    /** Remove folders. */
    RMDIR,
    /** Change modification times. */
    TIME,
    /** Change file modes. */
    MODE;

    /** What a user without write permission may do. */
    public static final Set<Permission> READ_ONLY = Set.of(LIST, READ);

    /** Everything. */
    public static final Set<Permission> ALL = Set.copyOf(EnumSet.allOf(Permission.class));

    /**
     * Reads words separated by commas, {@code all} and {@code none} among them; throws IllegalArgumentException that
     * names the wrong one.
     */
    public static Set<Permission> parse(String words) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (String word : Splitter.on(',').trimResults().omitEmptyStrings().split(words)) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "all" -> permissions.addAll(ALL);
                case "none" -> {}
                default -> permissions.add(named(word));
            }
        }
        return Set.copyOf(permissions);
    }

    private static Permission named(String word) {
        for (Permission permission : values()) {
            if (permission.name().equalsIgnoreCase(word)) {
                return permission;
            }
        }
        throw new IllegalArgumentException(
                "unknown permission \"" + word
                        + "\"; known: all, none, list, read, write, overwrite, append, delete, rename, mkdir, rmdir, time, mode");
    }
}
