package ferry.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.DELETE;
import static ferry.file.Permission.MODE;
import static ferry.file.Permission.READ;
import static ferry.file.Permission.RENAME;
import static ferry.file.Permission.RMDIR;
import static ferry.file.Permission.TIME;
import static ferry.file.Permission.WRITE;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Sets;
import ferry.file.Entry.Kind;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What one user sees of the disk: facts of files, links seen through, and his own broken uploads under their names. */
final class Entries {
    private static final CharMatcher TOKEN = CharMatcher.inRange('0', '9')
            .or(CharMatcher.inRange('a', 'z'))
            .or(CharMatcher.inRange('A', 'Z'))
            .precomputed();

    private final Home home;
    private final PartNames parts;
    private final Sort top;
    private final Sort directory;
    private final Sort file;
    private final Sort incomplete;
    private final Sort link;
    private final Sort other;

    /** The view of a user with these names of partial files and these permissions. */
    Entries(Home home, PartNames parts, Set<Permission> permissions) {
        this.home = home;
        this.parts = parts;
        var inFolders = Sets.intersection(permissions, EnumSet.complementOf(EnumSet.of(READ, APPEND)));
        top = new Sort(Kind.DIRECTORY, false, Sets.difference(inFolders, EnumSet.of(RENAME, RMDIR, TIME, MODE)));
        directory = new Sort(Kind.DIRECTORY, false, inFolders);
        var onFiles = EnumSet.of(READ, WRITE, APPEND, DELETE, RENAME, TIME, MODE);
        file = new Sort(Kind.FILE, false, Sets.intersection(permissions, onFiles));
        incomplete = new Sort(Kind.FILE, true, Sets.intersection(permissions, EnumSet.of(WRITE, APPEND, DELETE)));
        link = new Sort(Kind.LINK, false, Sets.intersection(permissions, EnumSet.of(DELETE, RENAME)));
        other = new Sort(Kind.OTHER, false, link.rights());
    }

    /** The entry at this place, which was found without following the last link; nothing when there is none. */
    Optional<Entry> at(Place place) throws IOException {
        return place.path().root()
                ? place.attributes().map(facts -> entry("/", top, facts, Optional.empty()))
                : at(place, place.name(), Optional.empty());
    }

    /** The entry of this name in an open folder that has this path; nothing when there is none. */
    Optional<Entry> in(Folder folder, VirtualPath path, String name) throws IOException {
        return at(new Place(folder, path.child(name), folder.find(name)));
    }

    /** The entry of what this place, found by following all links, is; it has the name by which the user came. */
    Entry of(Place place, String name) {
        var facts = place.attributes().orElseThrow();
        return entry(name, sort(facts), facts, Optional.empty());
    }

    /** The facts of what a broken upload of this user left for this name, which does not exist itself. */
    Optional<BasicFileAttributes> part(Place place) throws IOException {
        return place.folder().find(parts.part(place.name())).filter(BasicFileAttributes::isRegularFile);
    }

    /** The name under which a name on the disk is listed; nothing for those that are not. */
    Optional<String> shown(Folder folder, String name) throws IOException {
        if (!PartNames.reserved(name)) {
            return Optional.of(name);
        }
        var whole = parts.shown(name).filter(home.names()::usable);
        return whole.isPresent() && folder.find(whole.get()).isEmpty() ? whole : Optional.empty();
    }

    /** The name on the disk of this entry. */
    String stored(Entry entry) {
        return entry.incomplete() ? parts.part(entry.name()) : entry.name();
    }

    private Optional<Entry> at(Place place, String name, Optional<String> target) throws IOException {
        if (!place.exists()) {
            return part(place).map(facts -> entry(name, incomplete, facts, target));
        }
        var facts = place.attributes().orElseThrow();
        return Optional.of(place.link() ? link(place, facts) : entry(name, sort(facts), facts, target));
    }

    /** What the link leads to where that lies inside; else the bare link: dead and outside look alike. */
    private Entry link(Place place, BasicFileAttributes facts) throws IOException {
        return target(place).orElseGet(() -> entry(place.name(), link, facts, Optional.empty()));
    }

    private Optional<Entry> target(Place place) throws IOException {
        try (Place target = home.follow(place.path())) {
            var path = Optional.of(target.path().toString());
            return target.path().root()
                    ? target.attributes().map(facts -> entry(place.name(), directory, facts, path))
                    : at(target, place.name(), path);
        } catch (FileSystemException _) {
            return Optional.empty();
        }
    }

    private Sort sort(BasicFileAttributes facts) {
        return Folder.real(facts) ? directory : facts.isRegularFile() ? file : other;
    }

    private Entry entry(String name, Sort sort, BasicFileAttributes facts, Optional<String> target) {
        // The size of a link is the length of its text, which may be a real path.
        return new Entry(
                name,
                sort.kind(),
                sort.kind() == Kind.LINK ? 0 : facts.size(),
                facts.lastModifiedTime().toInstant(),
                created(facts),
                Modes.of(facts),
                token(facts),
                target,
                sort.incomplete(),
                sort.rights());
    }

    /** File systems that do not know it say the epoch. */
    private static Optional<Instant> created(BasicFileAttributes facts) {
        return Optional.of(facts.creationTime().toInstant()).filter(Instant.EPOCH::isBefore);
    }

    /** What only this file has. On a disk the device and the inode: "(dev=fe00,ino=2a)" becomes "devfe00ino2a". */
    static String token(BasicFileAttributes facts) {
        Object key = facts.fileKey();
        return key == null ? "" : TOKEN.retainFrom(key.toString());
    }

    /** A sort of entry, and what the user may do with such entries. */
    private record Sort(Kind kind, boolean incomplete, Set<Permission> rights) {
        Sort {
            rights = Set.copyOf(rights);
        }
    }
}
