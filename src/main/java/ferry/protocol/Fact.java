package ferry.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A fact of MLST and MLSD, RFC 3659, section 7.5, in the order in which they are told. */
public enum Fact {
    /** What the entry is. */
    TYPE("type"),
    /** Its size in bytes. */
    SIZE("size"),
    /** When it was last modified. */
    MODIFY("modify"),
    /** When it was created. */
    CREATE("create"),
    /** What the user may do with it. */
    PERM("perm"),
    /** The same for the same file, whatever its name. */
    UNIQUE("unique"),
    /** The media type, by the end of the name. */
    MEDIA_TYPE("media-type"),
    /** The charset in which names are told, where it is not UTF-8. */
    CHARSET("charset"),
    /** The permission bits in octal. */
    UNIX_MODE("UNIX.mode"),
    /** The owner's number. */
    UNIX_OWNER("UNIX.owner"),
    /** The group's number. */
    UNIX_GROUP("UNIX.group"),
    /** The owner's name. */
    UNIX_OWNERNAME("UNIX.ownername"),
    /** The group's name. */
    UNIX_GROUPNAME("UNIX.groupname");

    /** What is told until OPTS MLST chooses: what costs no other look at the disk. */
    public static final Set<Fact> DEFAULTS =
            Collections.unmodifiableSet(EnumSet.of(TYPE, SIZE, MODIFY, PERM, UNIQUE, UNIX_MODE));

    private final String label;

    Fact(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /** The fact of this name, in any case. */
    public static Optional<Fact> named(String name) {
        for (Fact fact : values()) {
            if (fact.label.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }
}
