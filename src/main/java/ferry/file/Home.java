package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
    private final Links links;
    private final NameRules rules;
    private final Counting counting;
    private volatile Optional<Path> real = Optional.empty();

    /** This folder, which need not exist yet; it may be a link itself. Hidden names are not there. */
    Home(Path path, NameRules rules) {
        this(path, rules, Counting.UNLIMITED);
    }

    /** The same, with changes counted. */
    Home(Path path, NameRules rules, Counting counting) {
        this.path = path.toAbsolutePath();
        this.rules = rules;
        this.counting = counting;
        names = Names.of(path.getFileSystem());
        links = new Links(this.path, names);
    }

    /** Where other programs find what has this path, as far as no link is on the way. Bytes that are no text are not lost. */
    String onDisk(VirtualPath virtual) {
        if (names.bytes()) {
            String here = path.toString();
            return here.equals("/") ? virtual.toString() : virtual.root() ? here : here + virtual;
        }
        return virtual.names().stream()
                .reduce(path, (folder, name) -> folder.resolve(names.path(name)), (_, last) -> last)
                .toString();
    }

    /** How names are written here. */
    Names names() {
        return names;
    }

    /** Whether this can be the name of something that the user sees. */
    boolean usable(String name) {
        return names.usable(name) && !rules.hides(name);
    }

    /** How the text of a new link is written here. */
    NewLink newLink() {
        return new NewLink(path, names);
    }

    /** Whether upper and lower case of a name are the same here; looked up on the disk. */
    boolean caseless() {
        var there = names.fileSystem();
        return there.getPath("a").equals(there.getPath("A")) || Caselessness.of(path);
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

    /** The same home for one to whom nothing is hidden. */
    Home whole() {
        return new Home(path, NameRules.NONE, counting);
    }

    /** What notes the changes in this home and its use; nothing without a quota. */
    Optional<Ledger> ledger() throws IOException {
        return counting.own(real());
    }

    private Path real() throws IOException {
        if (real.isEmpty()) {
            real = Optional.of(path.toRealPath());
        }
        return real.get();
    }

    /** Opens the home. */
    Folder open() throws IOException {
        if (counting.idle()) {
            return openItself();
        }
        return counting.of(openItself(), real());
    }

    private Folder openItself() throws IOException {
        var known = kept();
        return known.isPresent() ? new SecureFolder(known.get(), path, names) : openAgain();
    }

    private Optional<Handle> kept() throws IOException {
        if (!names.bytes()) {
            return Optional.empty();
        }
        var key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return Optional.ofNullable(key).flatMap(known -> OpenFolders.OF_PROCESS.find(known, path));
    }

    @SuppressWarnings("StreamResourceLeak") // the folder owns it
    private Folder openAgain() throws IOException {
        var stream = Files.newDirectoryStream(path);
        if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
            stream.close();
            return PathFolder.home(path, names);
        }
        var opened = new Handle(secure);
        if (names.bytes()) {
            OpenFolders.OF_PROCESS.keep(opened, path);
        }
        return new SecureFolder(opened, path, names);
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
            requireDirectory(place.attributes(), place.path());
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
        for (int followed = 0; followed <= MOST_LINKS; followed++) {
            Place place = walk(next);
            boolean last = place.path().equals(next);
            if (!place.link() || (last && !followLast)) {
                return place;
            }
            try (place) {
                next = beyond(place, next);
            }
        }
        throw new NoSuchFileException(asked.toString());
    }

    /** The path that is meant where a link stands on the way. */
    private VirtualPath beyond(Place link, VirtualPath path) throws IOException {
        List<String> rest =
                path.names().subList(link.path().names().size(), path.names().size());
        return links.target(link).resolve(String.join("/", rest));
    }

    /** Goes as far as the path leads without following a link: to its end, or to the first link on the way. */
    private Place walk(VirtualPath path) throws IOException {
        List<String> walk = path.names();
        Folder folder = open();
        boolean arrived = false;
        try {
            for (int i = 0; i < walk.size() - 1; i++) {
                var found = look(folder, walk.get(i), path);
                if (found.stream().anyMatch(BasicFileAttributes::isSymbolicLink)) {
                    arrived = true;
                    return new Place(folder, new VirtualPath(walk.subList(0, i + 1)), found);
                }
                requireDirectory(found, path);
                Folder above = folder;
                folder = above.enter(walk.get(i), found.get());
                above.close();
            }
            var found = path.root() ? Optional.of(folder.attributes()) : look(folder, walk.getLast(), path);
            arrived = true;
            return new Place(folder, path, found);
        } finally {
            if (!arrived) {
                folder.close();
            }
        }
    }

    /** Every refusal names the whole path: what the user may do there decides what he is told. */
    private Optional<BasicFileAttributes> look(Folder folder, String name, VirtualPath path) throws IOException {
        if (!usable(name)) {
            throw new NoSuchFileException(path.toString());
        }
        return folder.find(name);
    }

    /** Checks that these are the facts of a real folder. */
    static void requireDirectory(Optional<BasicFileAttributes> found, VirtualPath path) throws IOException {
        if (found.isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Folder.real(found.get())) {
            throw new NotDirectoryException(path.toString());
        }
    }
}
