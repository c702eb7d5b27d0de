package ferry.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How a folder or a link is made at a place.
 *
 * <p>The JDK makes both by path only, and a path may lead elsewhere by the time it is used. So one with a reserved name is
 * made in the home itself, where no link can be on the way, and moved into place from handle to handle.
 */
final class NewEntry {
    private final Home home;
    private final RandomGenerator random;
    private final Kind kind;

    /** What is made. */
    interface Kind {
        /** Makes it under a name that is free. */
        void make(Folder folder, String name) throws IOException;

        /** Takes it away again. */
        void undo(Folder folder, String name) throws IOException;
    }

    private NewEntry(Home home, RandomGenerator random, Kind kind) {
        this.home = home;
        this.random = random;
        this.kind = kind;
    }

    /** Folders below this home. */
    static NewEntry directory(Home home, RandomGenerator random, Umask umask) {
        return new NewEntry(home, random, new Kind() {
            @Override
            public void make(Folder folder, String name) throws IOException {
                folder.makeDirectory(name);
                umask.applyToFolder(folder, name);
            }

            @Override
            public void undo(Folder folder, String name) throws IOException {
                folder.deleteDirectory(name);
            }
        });
    }

    /** A link below this home, with this text. */
    static NewEntry link(Home home, RandomGenerator random, Path text) {
        return new NewEntry(home, random, new Kind() {
            @Override
            public void make(Folder folder, String name) throws IOException {
                folder.makeLink(name, text);
            }

            @Override
            public void undo(Folder folder, String name) throws IOException {
                folder.deleteFile(name);
            }
        });
    }

    /** Makes it at this place, where nothing may stand. */
    void make(Place place) throws IOException {
        boolean safeByPath = place.path().parent().root() || place.folder().itself() instanceof PathFolder;
        if (safeByPath) {
            kind.make(place.folder(), place.name());
        } else if (!move(place)) {
            makeByPath(place);
        }
    }

    /** Says false where this cannot be done: the home may be read-only, or on another disk than the place. */
    private boolean move(Place place) throws IOException {
        String hidden = PartNames.directory(random);
        try (Folder top = home.open()) {
            try {
                kind.make(top, hidden);
            } catch (FileSystemException _) {
                return false;
            }
            return move(top, hidden, place);
        }
    }

    private boolean move(Folder top, String hidden, Place place) throws IOException {
        boolean moved = false;
        try {
            // Without this, an empty folder, or any file, would be replaced.
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
                kind.undo(top, hidden);
            }
        }
    }

    /** Looks before and after whether the path leads to the open folder; in between a swapped link would be followed. */
    private void makeByPath(Place place) throws IOException {
        var folder = place.folder();
        var byPath = Files.readAttributes(folder.path(), BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!Objects.equals(byPath.fileKey(), folder.attributes().fileKey())) {
            throw new NoSuchFileException(place.path().toString());
        }
        kind.make(folder, place.name());
        if (!place.again().exists()) {
            throw new NoSuchFileException(place.path().toString());
        }
    }
}
