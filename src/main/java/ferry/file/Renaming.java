package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What RNTO does: one place gets the name of another.
 *
 * @param home where both stand
 * @param parts the names of the user's partial files
 * @param replacing whether the user may replace what stands there
 */
record Renaming(Home home, PartNames parts, Place from, Place to, boolean replacing) {
    /** Renames a file, a folder or a link itself. As rename(2) does, it replaces a file, but never a folder. */
    void carryOut() throws IOException, ReplyException {
        if (from.path().equals(to.path())) {
            return;
        }
        if (from.directory() && from.path().contains(to.path())) {
            throw new ReplyException(NAME_NOT_ALLOWED, "A directory cannot go into itself");
        }
        if (to.exists()) {
            requireReplaceable();
        }
        try {
            from.folder().move(from.name(), to.folder(), to.name());
        } catch (AtomicMoveNotSupportedException _) {
            throw new ReplyException(FILE_UNAVAILABLE, "Cannot be moved to another disk");
        }
        dropBroken(from);
        dropBroken(to);
    }

    /** A broken upload was for the file that stood here; the next APPE to the name is not to go on with it. */
    private void dropBroken(Place place) throws IOException {
        PartFile.dropIdle(place.folder(), parts.part(place.name()));
    }

    private void requireReplaceable() throws IOException, ReplyException {
        if (from.directory() || to.directory()) {
            throw new FileAlreadyExistsException(to.path().toString());
        }
        if (!replacing) {
            throw new FileAlreadyExistsException(to.path().toString());
        }
        if (from.link() && to.file() && leadsToTarget()) {
            throw new ReplyException(NAME_NOT_ALLOWED, "Both names mean the same file");
        }
    }

    /** Whether the link would take the place of the file that it leads to: it would lead to itself, and the file be lost. */
    private boolean leadsToTarget() throws IOException {
        try (Place end = home.follow(from.path())) {
            return end.file()
                    && end.folder().identity(end.name()).equals(to.folder().identity(to.name()));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return false; // it leads nowhere
        }
    }
}
