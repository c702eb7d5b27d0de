package ferry.file;

import static ferry.protocol.ReplyCode.FILE_BUSY;

import ferry.protocol.ReplyException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The sole right to write under a name, until it is closed.
 *
 * <p>The table of them is static, because it speaks of the disk, which the process has once: two logins are two
 * services over the same folders, with nothing else in common.
 */
final class Claim implements Closeable {
    private static final ConcurrentMap<Object, Claim> HELD = new ConcurrentHashMap<>();

    private final Object identity;

    private Claim(Object identity) {
        this.identity = identity;
    }

    /** Takes a name; nothing when somebody else has it. */
    static Optional<Claim> take(Folder folder, String name) throws IOException {
        var claim = new Claim(folder.identity(name));
        return HELD.putIfAbsent(claim.identity, claim) == null ? Optional.of(claim) : Optional.empty();
    }

    /** Takes a name; 450 when somebody else has it. */
    static Claim require(Folder folder, String name) throws IOException, ReplyException {
        return take(folder, name).orElseThrow(Claim::busy);
    }

    /** Checks that nobody has a name; 450 when somebody has. */
    static void requireFree(Folder folder, String name) throws IOException, ReplyException {
        if (held(folder, name)) {
            throw busy();
        }
    }

    /** Whether somebody has this name. */
    static boolean held(Folder folder, String name) throws IOException {
        return HELD.containsKey(folder.identity(name));
    }

    /** The answer to the second one. */
    static ReplyException busy() {
        return new ReplyException(FILE_BUSY, "The file is being written");
    }

    /** Gives the name back. */
    @Override
    public void close() {
        HELD.remove(identity, this);
    }
}
