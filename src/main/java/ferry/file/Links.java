package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/**
 * What symbolic links below a home mean to its user.
 *
 * @param home the home on the disk
 * @param names how names are written there
 */
record Links(Path home, Names names) {
    /**
     * The path that this link leads to, as the user would write it. A link that leads out of the home is answered like a
     * missing file.
     *
     * <p>The link is read by path, and may have been swapped: what is read is a text all the same, and what it leads to
     * is walked from the home.
     */
    VirtualPath target(Place link) throws IOException {
        Path real = home.toRealPath();
        Path folder = real;
        for (String name : link.path().parent().names()) {
            folder = folder.resolve(names.path(name));
        }
        Path target = folder.resolve(read(link)).normalize();
        Path top = target.startsWith(real) ? real : home.normalize();
        if (!target.startsWith(top)) {
            throw new NoSuchFileException(link.path().toString());
        }
        VirtualPath seen = VirtualPath.ROOT;
        for (int i = top.getNameCount(); i < target.getNameCount(); i++) {
            seen = seen.child(names.text(target.getName(i)));
        }
        return seen;
    }

    private static Path read(Place link) throws IOException {
        try {
            return Files.readSymbolicLink(link.folder().path(link.name()));
        } catch (NotLinkException _) {
            throw new NoSuchFileException(link.path().toString());
        }
    }
}
