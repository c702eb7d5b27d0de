package ferry.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.DELETE;
import static ferry.file.Permission.LIST;
import static ferry.file.Permission.MKDIR;
import static ferry.file.Permission.OVERWRITE;
import static ferry.file.Permission.RENAME;
import static ferry.file.Permission.RMDIR;
import static ferry.file.Permission.WRITE;
import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The way of one user to the places of the home: finds a place, and checks what he may do there.
 *
 * <p>What counts is where a place is after links were followed. Where something is missing on the way, the same is asked of
 * the path that was looked for: who has no right there gets the same answer whether something is there or not.
 */
final class Access {
    private final Home home;
    private final Rights rights;
    private final NameRules names;

    /** The access of a user with these rights. */
    Access(Home home, Rights rights, NameRules names) {
        this.home = home;
        this.rights = rights;
        this.names = names;
    }

    /** What must be permitted at a path. */
    private interface Demand {
        void check(VirtualPath path) throws IOException;
    }

    /** How a place is found. */
    private interface Search {
        Place find() throws IOException;
    }

    /** Finds a path, following all links, where the user may do this. */
    Place follow(VirtualPath path, Permission permission) throws IOException, ReplyException {
        needIfUniform(permission);
        return checked(() -> home.follow(path), found -> need(permission, found));
    }

    /** Finds a path, following links but the last, where the user may do this. */
    Place find(VirtualPath path, Permission permission) throws IOException, ReplyException {
        needIfUniform(permission);
        return checked(() -> home.find(path), found -> need(permission, found));
    }

    /** Finds a path as it is looked at; what is there is to be checked by {@link #visible}. */
    Place look(VirtualPath path) throws IOException {
        try {
            return home.find(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            need(LIST, looked(e));
            throw e;
        }
    }

    /** Finds a folder that the user may enter, following all links. */
    Place enter(VirtualPath path) throws IOException, ReplyException {
        return checked(() -> home.follow(path), found -> {
            if (!rights.enterable(found)) {
                throw denied("to enter it");
            }
        });
    }

    /** Finds the file to append to, or where it is to be made: that is permitted to who may store it, too. */
    Place toAppend(VirtualPath path) throws IOException, ReplyException {
        Place place = checked(() -> home.follow(path), found -> {
            if (!rights.at(found).contains(WRITE)) {
                need(APPEND, found);
            }
        });
        return Opening.with(place, () -> {
            if (place.exists()) {
                need(APPEND, place.path());
            }
            return place;
        });
    }

    /**
     * Finds the new name of what stands at the source. In the same folder it must be permitted to rename both; elsewhere, to
     * make there what comes.
     */
    Place newName(VirtualPath path, Place source) throws IOException, ReplyException {
        VirtualPath folder = source.path().parent();
        return checked(() -> home.find(path), found -> {
            boolean here = found.parent().equals(folder);
            need(here ? RENAME : source.directory() ? MKDIR : WRITE, found);
        });
    }

    private static Place checked(Search search, Demand demand) throws IOException, ReplyException {
        Place place;
        try {
            place = search.find();
        } catch (NoSuchFileException | NotDirectoryException e) {
            demand.check(looked(e));
            throw e;
        }
        return Opening.with(place, () -> {
            demand.check(place.path());
            return place;
        });
    }

    /** The path that was looked for when this happened. */
    private static VirtualPath looked(FileSystemException e) {
        return VirtualPath.ROOT.resolve(String.valueOf(e.getFile()));
    }

    private void needIfUniform(Permission permission) throws AccessDeniedException {
        if (rights.uniform()) {
            need(permission, VirtualPath.ROOT);
        }
    }

    /** Checks that the user may do this at this path. */
    void need(Permission permission, VirtualPath path) throws AccessDeniedException {
        if (!rights.at(path).contains(permission)) {
            throw denied("permission " + permission);
        }
    }

    /** Checks that the user may do this with something of a new name in this folder. */
    void needInside(Permission permission, Place folder) throws IOException {
        if (!rights.inside(folder.path()).contains(permission)) {
            folder.close();
            throw denied("permission " + permission);
        }
    }

    /** Checks that the user may do this anywhere. */
    void needAnywhere(Permission permission) throws AccessDeniedException {
        if (!rights.anywhere(permission)) {
            throw denied("permission " + permission);
        }
    }

    static AccessDeniedException denied(String reason) {
        return new AccessDeniedException(null, null, reason);
    }

    /** What the user may do here. */
    Set<Permission> at(Place place) {
        return rights.at(place.path());
    }

    /** Checks that nothing stands here, or a file that the user may replace. */
    Place replaceable(Place place) throws ReplyException, FileAlreadyExistsException {
        makeable(place);
        Conditions.fileOrNothing(place);
        if (place.exists() && !at(place).contains(OVERWRITE)) {
            throw new FileAlreadyExistsException(place.path().toString());
        }
        return place;
    }

    /** Checks that something can be made or written here; 553 where the name is forbidden. */
    Place makeable(Place place) throws ReplyException {
        if (names.forbids(place.path())) {
            throw new ReplyException(NAME_NOT_ALLOWED, "Such names are forbidden here");
        }
        return place;
    }

    /**
     * Whether the user may know of this entry: who may list it, of a folder on the way to where he has rights, or of his own
     * broken upload.
     */
    boolean visible(VirtualPath path, Entry entry) {
        var granted = rights.at(path);
        return granted.contains(LIST)
                || (entry.incomplete() && (granted.contains(WRITE) || granted.contains(APPEND)))
                || (entry.directory() && entry.linkTarget().isEmpty() && onTheWay(path));
    }

    /** Whether every entry of a folder that may be listed is visible: no rule says anything else. */
    boolean tellsAll() {
        return rights.uniform();
    }

    private boolean onTheWay(VirtualPath folder) {
        return !rights.uniform() && rights.at(folder.parent()).contains(LIST) && rights.enterable(folder);
    }

    /** Whether a name is told in a listing of this folder, if it is not {@link #visible} for what stands there. */
    boolean listed(VirtualPath folder, String name) {
        if (names.hides(name)) {
            return false;
        }
        if (rights.uniform()) {
            return true;
        }
        var path = folder.child(name);
        return rights.at(path).contains(LIST) || rights.enterable(path);
    }

    /** Checks that the user may know of what stands here. */
    void needSight(Place place) throws AccessDeniedException {
        if (!sees(place)) {
            throw denied("permission " + LIST);
        }
    }

    /** Whether the user may know of what stands here. */
    boolean sees(Place place) {
        return at(place).contains(LIST) || onTheWay(place.path());
    }

    /** Whether an entry counts for its user. */
    boolean counted(VirtualPath path, BasicFileAttributes facts) {
        String name = path.name().orElseThrow();
        return PartNames.reserved(name)
                || (!names.hides(name) && rights.at(path).contains(LIST));
    }

    /** Checks that the user may delete what stands here; he does not see what is hidden, and would not know what he loses. */
    boolean deletable(VirtualPath path, BasicFileAttributes facts) throws IOException {
        String name = path.name().orElseThrow();
        if (!PartNames.reserved(name)) {
            if (names.hides(name)) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            need(Folder.real(facts) ? RMDIR : DELETE, path);
        }
        return true;
    }
}
