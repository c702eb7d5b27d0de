package ferry.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How a folder is made at a place.
 *
 * <p>The JDK makes folders by path only, and a path may lead elsewhere by the time it is used. So a folder with a
 * reserved name is made in the home itself, where no link can be on the way, and moved into place from handle to handle.
 */
final class NewDirectory {
    private final Home home;
    private final RandomGenerator random;

    /** Folders below this home. */
    NewDirectory(Home home, RandomGenerator random) {
        this.home = home;
        this.random = random;
    }

    /** Makes a folder at this place, where nothing may stand. */
    void make(Place place) throws IOException {
        boolean safeByPath = place.path().parent().root() || place.folder() instanceof PathFolder;
        if (safeByPath) {
            place.folder().makeDirectory(place.name());
        } else if (!move(place)) {
            makeByPath(place);
        }
    }

    /** Says false where this cannot be done: the home may be read-only, or on another disk than the place. */
    private boolean move(Place place) throws IOException {
        String hidden = PartNames.directory(random);
        try (Folder top = home.open()) {
            try {
                top.makeDirectory(hidden);
            } catch (FileSystemException _) {
                return false;
            }
            return move(top, hidden, place);
        }
    }

    private static boolean move(Folder top, String hidden, Place place) throws IOException {
        boolean moved = false;
        try {
            // Without this, an empty folder would be replaced.
            if (place.again().exists()) {
                throw new FileAlreadyExistsException(place.path().toString());
            }
            top.move(hidden, place.folder(), place.name());
            moved = true;
            return true;
        } catch (AtomicMoveNotSupportedException _) {
            return false;
        } finally {
            if (!moved) {
                top.deleteDirectory(hidden);
            }
        }
    }

    /** Looks before and after whether the path leads to the open folder; in between a swapped link would be followed. */
    private static void makeByPath(Place place) throws IOException {
        var folder = place.folder();
        var byPath = Files.readAttributes(folder.path(), BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!Objects.equals(byPath.fileKey(), folder.attributes().fileKey())) {
            throw new NoSuchFileException(place.path().toString());
        }
        folder.makeDirectory(place.name());
        if (!place.again().directory()) {
            throw new NoSuchFileException(place.path().toString());
        }
    }
}
