package ferry.file;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A name in a folder and its facts. A link that leads to something inside the home has the kind and facts of its target.
 *
 * @param name the name, {@code /} for the home itself
 * @param kind what stands under the name
 * @param size the bytes of a file; what the file system says for others
 * @param modified when the content changed
 * @param created when it was made, where the file system knows
 * @param mode the permission bits, 0 to 0777; a guess where the file system has none
 * @param unique a token that only this file has on its disk; empty where there is none
 * @param linkTarget for a link that leads to something inside the home: the target's path as the user sees it
 * @param incomplete whether this is what a broken upload of the same user left: it can be resumed, but not retrieved
 * @param rights what the user may do with it
 */
public record Entry(
        String name,
        Kind kind,
        long size,
        Instant modified,
        Optional<Instant> created,
        int mode,
        String unique,
        Optional<String> linkTarget,
        boolean incomplete,
        Set<Permission> rights) {

    /** What can stand under a name. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        DIRECTORY,
        /** A symbolic link that is dead or leads out of the home. */
        LINK,
        /** A device, a FIFO, a socket: nothing that can be transferred. */
        OTHER
    }

    /** Copies the rights. */
    public Entry {
        rights = Set.copyOf(rights);
    }

    /** Whether this is a regular file. */
    public boolean file() {
        return kind == Kind.FILE;
    }

    /** Whether this is a folder. */
    public boolean directory() {
        return kind == Kind.DIRECTORY;
    }
}
