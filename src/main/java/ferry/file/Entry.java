package ferry.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A name in a folder and its facts. A link that leads to something inside the home has the kind and facts of its target.
 *
 * @param name the name, {@code /} for the home itself
 * @param kind what stands under the name
 * @param size the bytes of a file; what the file system says for others
 * @param facts what the file system says; the methods below tell it in our words, and cost nothing when nobody asks
 * @param linkTarget for a link that leads to something inside the home: the target's path as the user sees it
 * @param incomplete whether this is what a broken upload of the same user left: it can be resumed, but not retrieved
 * @param rights what the user may do with it
 */
public record Entry(
        String name,
        Kind kind,
        long size,
        BasicFileAttributes facts,
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

    /** When the content changed. */
    public Instant modified() {
        return facts.lastModifiedTime().toInstant();
    }

    /** When it was made, where the file system knows: others say the epoch. */
    public Optional<Instant> created() {
        return Optional.of(facts.creationTime().toInstant()).filter(Instant.EPOCH::isBefore);
    }

    /** The permission bits, 0 to 0777; a guess where the file system has none. */
    public int mode() {
        return Modes.of(facts);
    }

    /** A token that only this file has on its disk; empty where there is none. */
    public String unique() {
        return Entries.token(facts);
    }
}
