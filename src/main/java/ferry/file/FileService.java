package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static java.nio.file.StandardOpenOption.READ;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
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

    /** Of all users: a new one costs more than the rest of a login's service, and it is safe for all threads. */
    private static final RandomGenerator RANDOM = new SecureRandom();

    private final Home home;
    private final Rights rights;
    private final Access access;
    private final PartNames parts;
    private final Conditions conditions;
    private final Entries entries;
    private final Owners owners = new Owners();
    private final Umask umask = new Umask();
    private final AtomicUploads atomic;
    private final Uploads uploads;
    private final UploadSync sync;
    private final Room room;

    /** The same, with uploads that wait for nothing. */
    public FileService(Path home, String owner, Set<Permission> permissions, UploadMode mode) {
        this(home, owner, permissions, new UploadSettings(mode));
    }

    /** The files below this home for a user who may do the same everywhere. The home need not exist yet. */
    public FileService(Path home, String owner, Set<Permission> permissions, UploadSettings uploads) {
        this(home, owner, Rights.everywhere(permissions), new FileSettings(uploads, NameRules.NONE));
    }

    /** The files below this home for this user. The home need not exist yet. */
    public FileService(Path home, String owner, Rights rights, FileSettings settings) {
        this(home, owner, rights, settings, new Counting(settings.quota(), Ledgers.OF_PROCESS));
    }

    FileService(Path home, String owner, Rights rights, FileSettings settings, Counting counting) {
        this.home = new Home(home, settings.names(), counting);
        this.rights = rights.uniform() ? rights : rights.caseless(this.home.caseless());
        access = new Access(this.home, this.rights, settings.names());
        room = new Room(this.home, counting.quota());
        parts = new PartNames(owner);
        conditions = new Conditions(this.home, parts);
        entries = new Entries(this.home, parts, access, new EntryRights(this.rights, settings.names()));
        sync = settings.uploads().sync();
        atomic = new AtomicUploads(parts, RANDOM, umask, sync);
        uploads = switch (settings.uploads().mode()) {
            case ATOMIC -> atomic;
            case DIRECT -> new DirectUploads(umask, sync);
        };
    }

    /** Where other programs find what has this path, as far as no link is on the way. */
    public String onDisk(VirtualPath path) {
        return home.onDisk(path);
    }

    /** Makes the home if it is missing and the folder above it is there. */
    public void prepareHome() throws IOException {
        home.prepare();
    }

    /** What the user may do where nothing else is said of the place. */
    public Set<Permission> permissions() {
        return rights.elsewhere();
    }

    /** The facts of this name. */
    public Entry stat(VirtualPath path) throws IOException, ReplyException {
        try (Place place = access.look(path)) {
            var entry = entries.at(place);
            if (entry.isEmpty() || !access.visible(place.path(), entry.get())) {
                access.need(Permission.LIST, place.path());
            }
            return entry.orElseThrow(() -> new NoSuchFileException(path.toString()));
        }
    }

    /** Who owns this file; nothing where the file system does not know. */
    public Optional<Ownership> ownership(VirtualPath path) throws IOException, ReplyException {
        try (Place place = home.follow(path)) {
            if (place.path().equals(path)) {
                access.needSight(place);
            } else if (!access.sees(place)) {
                return Optional.empty(); // a link of which nothing more is told
            }
            if (place.path().root()) {
                return owners.of(place.folder().path());
            }
            return owners.of(place.folder().path(place.exists() ? place.name() : parts.part(place.name())));
        }
    }

    /** Opens a folder to list it. */
    public Listing list(VirtualPath folder) throws IOException, ReplyException {
        Place place = access.follow(folder, Permission.LIST);
        Folder opened = Home.folder(place);
        return Opening.with(opened, () -> new Listing(opened, place.path(), entries, owners));
    }

    /** Checks that this is a folder that can be opened and that the user may go into, and returns its path. */
    public VirtualPath enter(VirtualPath folder) throws IOException, ReplyException {
        Home.folder(access.enter(folder)).close();
        return folder;
    }

    /** Opens a regular file for reading. */
    public Download open(VirtualPath path) throws IOException, ReplyException {
        try (Place place = access.follow(path, Permission.READ)) {
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
        conditions.usable(path);
        Place place = access.follow(path, Permission.WRITE);
        return Opening.with(place, () -> {
            room.requireToStore(access.replaceable(place), restart);
            return uploads.store(place, path, restart, access.at(place));
        });
    }

    /** Begins to append to a file, which is made when there is none. */
    public Upload append(VirtualPath path) throws IOException, ReplyException {
        conditions.usable(path);
        Place place = access.toAppend(path);
        return Opening.with(place, () -> {
            access.makeable(place);
            room.requireToAppend(Conditions.fileOrNothing(place));
            return uploads.append(place, path, access.at(place));
        });
    }

    /** Begins to store a file under a name that is not yet in this folder, like the suggested one where possible. */
    public Upload storeUnique(VirtualPath folder, String suggested) throws IOException, ReplyException {
        var names = new UniqueNames(suggested, home, RANDOM);
        Place place = access.enter(folder);
        access.needInside(Permission.WRITE, place);
        Folder opened = Home.folder(place);
        return Opening.with(opened, () -> {
            room.requireToStore(new Place(opened, folder, Optional.empty()), 0);
            for (int i = 0; i < UNIQUE_ATTEMPTS; i++) {
                String name = names.next();
                Place made = new Place(opened, place.path().child(name), Optional.empty());
                access.makeable(made);
                access.need(Permission.WRITE, made.path());
                var upload = uploads.storeNew(made, folder.child(name));
                if (upload.isPresent()) {
                    return upload.get();
                }
            }
            throw new FileAlreadyExistsException(folder.toString());
        });
    }

    /** Deletes a file, a link itself, or what a broken upload left; no folder. */
    public void delete(VirtualPath path) throws IOException, ReplyException {
        delete(path, () -> {});
    }

    /** The same; {@code done} is run before anybody else can give the name to something. */
    public void delete(VirtualPath path, Runnable done) throws IOException, ReplyException {
        try (Place place = access.find(path, Permission.DELETE)) {
            Conditions.notHome(place);
            try (var _ = NameLock.of(place)) {
                new Deletion(home, parts).delete(place);
                done.run();
            }
        }
    }

    /** Removes an empty folder, or a link to a folder. What broken uploads of the user left in it goes with it. */
    public void removeDirectory(VirtualPath path) throws IOException, ReplyException {
        try (Place place = access.find(path, Permission.RMDIR)) {
            new Deletion(home, parts).removeDirectory(place);
        }
    }

    /**
     * Removes a folder and all below it, or nothing when that is too much, somebody writes below, something hidden is there, or
     * the user may not delete all of it. Follows no links. When
     * {@code progress} ends it, some of it is gone.
     */
    public void removeTree(VirtualPath path, Progress progress) throws IOException, ReplyException {
        try (Place place = access.find(path, Permission.RMDIR)) {
            access.need(Permission.DELETE, place.path());
            Conditions.notHome(place);
            Home.requireDirectory(place.attributes(), place.path());
            var tree = new Tree(parts, Tree.MOST, progress);
            try (Folder folder = place.folder().enter(place.name())) {
                tree.check(folder, place.path(), access::deletable);
            }
            try (Folder folder = place.folder().enter(place.name())) {
                tree.clear(folder, place.path(), access::deletable);
            }
            place.folder().deleteDirectory(place.name());
        }
    }

    /** The bytes of all files in this folder and below that the user may list; 550 when there is too much to count. */
    public long size(VirtualPath path, Progress progress) throws IOException, ReplyException {
        Place place = access.follow(path, Permission.LIST);
        try (Folder folder = Home.folder(place)) {
            return new Tree(parts, Tree.MOST, progress).size(folder, place.path(), access::counted);
        }
    }

    /** Copies a file; a file of the new name is replaced when the copy is complete. */
    public void copy(VirtualPath from, VirtualPath to, Progress progress) throws IOException, ReplyException {
        conditions.usable(to);
        try (Download source = open(from)) {
            Place target = access.follow(to, Permission.WRITE);
            try (Upload copy = Opening.with(target, () -> {
                source.requireOtherThan(target);
                var how = new AtomicUploads.Rewriting(false, 0, sync, progress);
                return atomic.rewrite(access.replaceable(target), to, how);
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
        conditions.usable(target);
        return new Combination(home, access, parts, conditions, atomic, progress).carryOut(target, sources);
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
        access.needAnywhere(Permission.MODE);
        if (!home.names().fileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "There are no modes here");
        }
        umask.set(bits);
    }

    /** Makes a folder and returns its path. */
    public VirtualPath makeDirectory(VirtualPath path) throws IOException, ReplyException {
        conditions.usable(path);
        try (Place place = access.find(path, Permission.MKDIR)) {
            NewEntry.directory(home, RANDOM, umask).make(access.makeable(place));
            sync.names(place.folder());
            return path;
        }
    }

    /** Makes a symbolic link to something that exists inside the home. */
    public void makeLink(VirtualPath target, VirtualPath link) throws IOException, ReplyException {
        conditions.usable(link);
        try (Place place = access.find(link, Permission.WRITE);
                Place there = access.follow(target, Permission.LIST)) {
            if (!there.exists()) {
                throw new NoSuchFileException(target.toString());
            }
            var text = home.newLink().text(place.path().parent(), there.path());
            try {
                NewEntry.link(home, RANDOM, text).make(access.makeable(place));
                sync.names(place.folder());
            } catch (UnsupportedOperationException _) {
                throw new ReplyException(FILE_UNAVAILABLE, "There are no links here");
            }
        }
    }

    /** Checks that this can be renamed. */
    public void checkRename(VirtualPath from) throws IOException, ReplyException {
        try (Place place = access.find(from, Permission.RENAME)) {
            conditions.changeable(place);
        }
    }

    /** Renames a file, a folder or a link itself. A file that has the new name is replaced, a folder never. */
    public void rename(VirtualPath from, VirtualPath to) throws IOException, ReplyException {
        rename(from, to, () -> {});
    }

    /** The same; {@code done} is run before anybody else can change what the two names stand for. */
    public void rename(VirtualPath from, VirtualPath to, Runnable done) throws IOException, ReplyException {
        conditions.usable(to);
        try (Place source = access.find(from, Permission.RENAME);
                Place target = access.newName(to, source)) {
            conditions.changeable(source);
            Conditions.notHome(target);
            access.makeable(target);
            new MovedRights(rights, parts, source, target).check();
            boolean replacing = access.at(target).contains(Permission.OVERWRITE);
            try (var _ = NameLock.of(source, target)) {
                new Renaming(home, parts, source, target.again(), replacing).carryOut();
                done.run();
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
        try (Place place = access.follow(path, change.ofTimes() ? Permission.TIME : Permission.MODE)) {
            if (change.ofUnix()) {
                access.need(Permission.MODE, place.path());
            }
            conditions.fileOrDirectory(place);
            new FactChanging(place, change).carryOut();
        }
    }

    /** How much may still be stored. */
    public Room room() {
        return room;
    }

    /**
     * The bytes that can still be stored in this folder, or where this file is, as far as disk and quota are concerned;
     * Long.MAX_VALUE when nobody knows.
     */
    public long usable(VirtualPath path) throws IOException, ReplyException {
        return Math.min(room.left(), free(path));
    }

    /** The same, as far as the disk alone is concerned. */
    public long free(VirtualPath path) throws IOException, ReplyException {
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
}
