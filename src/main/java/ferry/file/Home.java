package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The folder that a user sees as {@code /}, and the only way from his paths to the disk.
 *
 * <p>A path is walked name by name from an open handle of the home, and each folder is opened from the handle of the one
 * above without following links. So nothing that is swapped in on the way leads out. A link is never followed by the
 * operating system: its text is read and becomes a new path, which is walked from the home like any other.
 */
final class Home {
    /** As on Linux. */
    private static final int MOST_LINKS = 40;

    private final Path path;
    private final Names names;

    /** This folder, which need not exist yet; it may be a link itself. */
    Home(Path path) {
        this.path = path.toAbsolutePath();
        names = Names.of(path.getFileSystem());
    }

    /** How names are written here. */
    Names names() {
        return names;
    }

    /** The path of a name directly in the home. No link is on the way there, so it may be used where a path is needed. */
    Path path(String name) {
        return path.resolve(names.path(name));
    }

    /** Makes the home if it is missing and the folder above it is there. */
    void prepare() throws IOException {
        if (Files.notExists(path)) {
            try {
                Files.createDirectory(path);
            } catch (FileAlreadyExistsException _) {
                // Another login of the user was faster.
            }
        }
    }

    /** Opens the home. */
    @SuppressWarnings("StreamResourceLeak") // the folder owns it
    Folder open() throws IOException {
        var stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureFolder(secure, path, names);
        }
        stream.close();
        return PathFolder.home(path, names);
    }

    /** Opens a folder, following links. */
    Folder folder(VirtualPath folder) throws IOException {
        return folder(follow(folder));
    }

    /** Opens the folder of this place, and closes the place. */
    static Folder folder(Place place) throws IOException {
        if (place.path().root()) {
            return place.folder();
        }
        try (place) {
            requireDirectory(place);
            return place.folder().enter(place.name());
        }
    }

    /** Finds a path, following all links; what the last one leads to need not exist. */
    Place follow(VirtualPath path) throws IOException {
        return find(path, true);
    }

    /** Finds a path, following links but the last, which is found itself. */
    Place find(VirtualPath path) throws IOException {
        return find(path, false);
    }

    private Place find(VirtualPath asked, boolean followLast) throws IOException {
        VirtualPath next = asked;
        for (int links = 0; links <= MOST_LINKS; links++) {
            switch (walk(next, followLast)) {
                case Arrived(Place place) -> {
                    return place;
                }
                case Elsewhere(VirtualPath path) -> next = path;
            }
        }
        throw new NoSuchFileException(asked.toString());
    }

    private Step walk(VirtualPath asked, boolean followLast) throws IOException {
        List<String> walk = asked.names();
        Folder folder = open();
        boolean arrived = false;
        try {
            if (asked.root()) {
                arrived = true;
                return new Arrived(new Place(folder, asked, Optional.of(folder.attributes())));
            }
            for (int i = 0; ; i++) {
                var here = new Place(folder, new VirtualPath(walk.subList(0, i + 1)), find(folder, walk.get(i)));
                boolean last = i == walk.size() - 1;
                if (here.link() && (followLast || !last)) {
                    return new Elsewhere(target(here).resolve(String.join("/", walk.subList(i + 1, walk.size()))));
                }
                if (last) {
                    arrived = true;
                    return new Arrived(here);
                }
                requireDirectory(here);
                Folder above = folder;
                folder = above.enter(here.name());
                above.close();
            }
        } finally {
            if (!arrived) {
                folder.close();
            }
        }
    }

    private Optional<BasicFileAttributes> find(Folder folder, String name) throws IOException {
        if (!names.usable(name)) {
            throw new NoSuchFileException(name);
        }
        return folder.find(name);
    }

    /** Checks that a real folder is there. */
    static void requireDirectory(Place place) throws IOException {
        if (!place.exists()) {
            throw new NoSuchFileException(place.path().toString());
        }
        if (!place.directory()) {
            throw new NotDirectoryException(place.path().toString());
        }
    }

    /**
     * The path that a link means, as the user would write it. A link that leads out of the home is answered like a
     * missing file. The link is read by path, and may have been swapped: what is read is a text all the same.
     */
    private VirtualPath target(Place link) throws IOException {
        Path real = path.toRealPath();
        Path from = real;
        for (String name : link.path().parent().names()) {
            from = from.resolve(names.path(name));
        }
        Path target = from.resolve(read(link)).normalize();
        Path top = target.startsWith(real) ? real : path.normalize();
        if (!target.startsWith(top)) {
            throw new NoSuchFileException(link.path().toString());
        }
        VirtualPath found = VirtualPath.ROOT;
        for (int i = top.getNameCount(); i < target.getNameCount(); i++) {
            found = found.child(names.text(target.getName(i)));
        }
        return found;
    }

    private static Path read(Place link) throws IOException {
        try {
            return Files.readSymbolicLink(link.folder().path(link.name()));
        } catch (NotLinkException _) {
            throw new NoSuchFileException(link.path().toString());
        }
    }

    private sealed interface Step {}

    private record Arrived(Place place) implements Step {}

    private record Elsewhere(VirtualPath path) implements Step {}
}
