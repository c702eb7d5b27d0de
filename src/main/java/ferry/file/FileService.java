package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static java.nio.file.StandardOpenOption.READ;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The files of one user: everything that both protocols do with files, below a home that no path leaves.
 *
 * <p>Made at login. The methods may be called from different threads, one at a time. They block on the disk only. Problems
 * with files rise as the exceptions of {@code java.nio.file}; a missing permission is an AccessDeniedException.
 */
public final class FileService {
    private static final int UNIQUE_ATTEMPTS = 100;

    private final Home home;
    private final Set<Permission> permissions;
    private final PartNames parts;
    private final RandomGenerator random;
    private final Conditions conditions;
    private final Entries entries;
    private final Owners owners = new Owners();
    private final Umask umask = new Umask();
    private final AtomicUploads atomic;
    private final Uploads uploads;
    private final UploadSync sync;

    /** The same, with uploads that wait for nothing. */
    public FileService(Path home, String owner, Set<Permission> permissions, UploadMode mode) {
        this(home, owner, permissions, new UploadSettings(mode));
    }

    /** The files below this home for this user. The home need not exist yet. */
    public FileService(Path home, String owner, Set<Permission> permissions, UploadSettings settings) {
        this.home = new Home(home);
        this.permissions = Set.copyOf(permissions);
        parts = new PartNames(owner);
        random = new SecureRandom();
        conditions = new Conditions(this.home.names(), parts);
        entries = new Entries(this.home, parts, this.permissions);
        sync = settings.sync();
        atomic = new AtomicUploads(parts, random, umask, sync);
        uploads = switch (settings.mode()) {
            case ATOMIC -> atomic;
            case DIRECT -> new DirectUploads(umask, sync);
        };
    }

    /** Makes the home if it is missing and the folder above it is there. */
    public void prepareHome() throws IOException {
        home.prepare();
    }

    /** What the user may do. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** The facts of this name. */
    public Entry stat(VirtualPath path) throws IOException, ReplyException {
        need(Permission.LIST);
        try (Place place = home.find(path)) {
            return entries.at(place).orElseThrow(() -> new NoSuchFileException(path.toString()));
        }
    }

    /** Who owns this file; nothing where the file system does not know. */
    public Optional<Ownership> ownership(VirtualPath path) throws IOException, ReplyException {
        need(Permission.LIST);
        try (Place place = home.follow(path)) {
            if (place.path().root()) {
                return owners.of(place.folder().path());
            }
            return owners.of(place.folder().path(place.exists() ? place.name() : parts.part(place.name())));
        }
    }

    /** Opens a folder to list it. */
    public Listing list(VirtualPath folder) throws IOException, ReplyException {
        need(Permission.LIST);
        Place place = home.follow(folder);
        Folder opened = Home.folder(place);
        return Opening.with(opened, () -> new Listing(opened, place.path(), entries, owners));
    }

    /** Checks that this is a folder that can be opened, and returns its path. */
    public VirtualPath enter(VirtualPath folder) throws IOException, ReplyException {
        home.folder(folder).close();
        return folder;
    }

    /** Opens a regular file for reading. */
    public Download open(VirtualPath path) throws IOException, ReplyException {
        need(Permission.READ);
        try (Place place = home.follow(path)) {
            // Before it is opened: a FIFO would wait for its other end.
            conditions.file(place);
            var entry = entries.of(place, path.name().orElseThrow());
            var channel = place.folder().open(place.name(), READ);
            return Opening.with(
                    channel,
                    () -> new Download(path, entry, () -> place.folder().path(place.name()), channel));
        }
    }

    /** Begins to store a file: a new one, or from this offset on what a broken upload left. */
    public Upload store(VirtualPath path, long restart) throws IOException, ReplyException {
        need(Permission.WRITE);
        return upload(path, place -> uploads.store(place, path, restart));
    }

    /** Begins to append to a file, which is made when there is none. */
    public Upload append(VirtualPath path) throws IOException, ReplyException {
        if (!permissions.contains(Permission.WRITE)) {
            need(Permission.APPEND);
        }
        return upload(path, place -> uploads.append(place, path));
    }

    /** Begins to store a file under a name that is not yet in this folder, like the suggested one where possible. */
    public Upload storeUnique(VirtualPath folder, String suggested) throws IOException, ReplyException {
        need(Permission.WRITE);
        var names = new UniqueNames(suggested, home.names(), random);
        Folder opened = home.folder(folder);
        return Opening.with(opened, () -> {
            for (int i = 0; i < UNIQUE_ATTEMPTS; i++) {
                VirtualPath path = folder.child(names.next());
                var upload = uploads.storeNew(new Place(opened, path, Optional.empty()), path);
                if (upload.isPresent()) {
                    return upload.get();
                }
            }
            throw new FileAlreadyExistsException(folder.toString());
        });
    }

    /** Deletes a file, a link itself, or what a broken upload left; no folder. */
    public void delete(VirtualPath path) throws IOException, ReplyException {
        need(Permission.DELETE);
        try (Place place = home.find(path)) {
            Conditions.notHome(place);
            try (var _ = NameLock.of(place)) {
                new Deletion(home, parts).delete(place);
            }
        }
    }

    /** Removes an empty folder, or a link to a folder. What broken uploads of the user left in it goes with it. */
    public void removeDirectory(VirtualPath path) throws IOException, ReplyException {
        need(Permission.RMDIR);
        try (Place place = home.find(path)) {
            new Deletion(home, parts).removeDirectory(place);
        }
    }

    /**
     * Removes a folder and all below it, or nothing when that is too much or somebody writes below. Follows no links. When
     * {@code progress} ends it, some of it is gone.
     */
    public void removeTree(VirtualPath path, Progress progress) throws IOException, ReplyException {
        need(Permission.DELETE);
        need(Permission.RMDIR);
        try (Place place = home.find(path)) {
            Conditions.notHome(place);
            Home.requireDirectory(place.attributes(), place.path());
            var tree = new Tree(parts, Tree.MOST, progress);
            try (Folder folder = place.folder().enter(place.name())) {
                tree.check(folder);
            }
            try (Folder folder = place.folder().enter(place.name())) {
                tree.clear(folder);
            }
            place.folder().deleteDirectory(place.name());
        }
    }

    /** The bytes of all files in this folder and below; 550 when there is too much to count. */
    public long size(VirtualPath path, Progress progress) throws IOException, ReplyException {
        need(Permission.LIST);
        try (Folder folder = home.folder(path)) {
            return new Tree(parts, Tree.MOST, progress).size(folder);
        }
    }

    /** Copies a file; a file of the new name is replaced when the copy is complete. */
    public void copy(VirtualPath from, VirtualPath to, Progress progress) throws IOException, ReplyException {
        need(Permission.WRITE);
        conditions.usable(to);
        try (Download source = open(from)) {
            Place target = home.follow(to);
            try (Upload copy = Opening.with(target, () -> {
                source.requireOtherThan(target);
                return atomic.rewrite(Conditions.fileOrNothing(target), to, false, sync, progress);
            })) {
                Copying.copy(source.channel(), copy.channel(), source.size(), progress);
                copy.commit();
            }
        }
    }

    /**
     * Puts the bytes of these files at the end of another one, which is made when there is none, and deletes them. Nothing
     * is changed when it fails. Returns how many could not be deleted.
     */
    public int combine(VirtualPath target, List<VirtualPath> sources, Progress progress)
            throws IOException, ReplyException {
        need(Permission.READ);
        need(Permission.WRITE);
        need(Permission.DELETE);
        conditions.usable(target);
        return new Combination(home, parts, conditions, atomic, progress).carryOut(target, sources);
    }

    /** The permission bits that new files and folders do not get; nothing as long as the process decides. */
    public OptionalInt umask() {
        return umask.bits();
    }

    /** Goes on with the permission bits of this service, for the same user in another tree. */
    public void continueUmask(FileService before) {
        before.umask().ifPresent(umask::set);
    }

    /** Sets the permission bits that new files and folders do not get; 504 where the file system has none. */
    public void umask(int bits) throws IOException, ReplyException {
        need(Permission.MODE);
        if (!home.names().fileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "There are no modes here");
        }
        umask.set(bits);
    }

    /** Makes a folder and returns its path. */
    public VirtualPath makeDirectory(VirtualPath path) throws IOException, ReplyException {
        need(Permission.MKDIR);
        conditions.usable(path);
        try (Place place = home.find(path)) {
            NewEntry.directory(home, random, umask).make(place);
            sync.names(place.folder());
            return path;
        }
    }

    /** Makes a symbolic link to something that exists inside the home. */
    public void makeLink(VirtualPath target, VirtualPath link) throws IOException, ReplyException {
        need(Permission.WRITE);
        conditions.usable(link);
        try (Place there = home.follow(target);
                Place place = home.find(link)) {
            if (!there.exists()) {
                throw new NoSuchFileException(target.toString());
            }
            var text = home.newLink().text(place.path().parent(), there.path());
            try {
                NewEntry.link(home, random, text).make(place);
                sync.names(place.folder());
            } catch (UnsupportedOperationException _) {
                throw new ReplyException(FILE_UNAVAILABLE, "There are no links here");
            }
        }
    }

    /** Checks that this can be renamed. */
    public void checkRename(VirtualPath from) throws IOException, ReplyException {
        need(Permission.RENAME);
        try (Place place = home.find(from)) {
            conditions.changeable(place);
        }
    }

    /** Renames a file, a folder or a link itself. A file that has the new name is replaced, a folder never. */
    public void rename(VirtualPath from, VirtualPath to) throws IOException, ReplyException {
        need(Permission.RENAME);
        conditions.usable(to);
        try (Place source = home.find(from);
                Place target = home.find(to)) {
            conditions.changeable(source);
            Conditions.notHome(target);
            try (var _ = NameLock.of(source, target)) {
                new Renaming(home, source, target.again(), permissions.contains(Permission.WRITE)).carryOut();
            }
            sync.names(target.folder(), source.folder());
        }
    }

    /** Sets when the content of a file or folder changed. */
    public void setModified(VirtualPath path, Instant modified) throws IOException, ReplyException {
        change(path, FactChange.modified(modified));
    }

    /** Sets the permission bits, 0 to 0777, of a file or folder; 550 where the file system has none. */
    public void setMode(VirtualPath path, int mode) throws IOException, ReplyException {
        change(path, FactChange.mode(mode));
    }

    /** Changes facts of a file or folder, all or none; 504 or 550 where the file system does not have them. */
    public void change(VirtualPath path, FactChange change) throws IOException, ReplyException {
        if (change.ofTimes()) {
            need(Permission.TIME);
        }
        if (change.ofUnix()) {
            need(Permission.MODE);
        }
        try (Place place = home.follow(path)) {
            conditions.fileOrDirectory(place);
            new FactChanging(place, change).carryOut();
        }
    }

    /** The bytes that can still be stored in this folder, or where this file is; Long.MAX_VALUE when nobody knows. */
    public long usable(VirtualPath path) throws IOException, ReplyException {
        try (Place place = home.follow(path)) {
            boolean below = place.directory() && !place.path().root();
            var where =
                    below ? place.folder().path(place.name()) : place.folder().path();
            FileStore store = Files.getFileStore(where);
            return store == null ? Long.MAX_VALUE : store.getUsableSpace(); // some providers have none
        } catch (UnsupportedOperationException _) {
            return Long.MAX_VALUE;
        }
    }

    private Upload upload(VirtualPath path, Beginning beginning) throws IOException, ReplyException {
        conditions.usable(path);
        Place place = home.follow(path);
        return Opening.with(place, () -> beginning.at(Conditions.fileOrNothing(place)));
    }

    private void need(Permission permission) throws AccessDeniedException {
        if (!permissions.contains(permission)) {
            throw new AccessDeniedException(null, null, "permission " + permission);
        }
    }

    private interface Beginning {
        Upload at(Place place) throws IOException, ReplyException;
    }
}
