package ferry.file;

import com.google.common.base.CharMatcher;
import ferry.file.EntryRights.Sort;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
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
    private final Access access;
    private final EntryRights rights;

    /** The view of a user with these names of partial files. */
    Entries(Home home, PartNames parts, Access access, EntryRights rights) {
        this.home = home;
        this.parts = parts;
        this.access = access;
        this.rights = rights;
    }

    /** The entry at this place, which was found without following the last link; nothing when there is none. */
    Optional<Entry> at(Place place) throws IOException {
        return place.path().root()
                ? place.attributes().map(facts -> entry(Seen.at(place, "/"), Sort.TOP, facts))
                : at(Seen.at(place, place.name()));
    }

    /**
     * The entry of this name with these facts in an open folder that has this path; nothing when there is none, or none that
     * is listed.
     */
    Optional<Entry> in(Folder folder, VirtualPath path, String name, Optional<BasicFileAttributes> facts)
            throws IOException {
        if (facts.isPresent() && access.tellsAll()) {
            var sort = sort(facts.get());
            var granted = rights.ofAny(sort);
            if (granted.isPresent() && !facts.get().isSymbolicLink()) { // the usual case, in which no path is needed
                return Optional.of(entry(name, sort, facts.get(), Optional.empty(), granted.get()));
            }
        }
        var place = new Place(folder, path.child(name), facts);
        return at(Seen.at(place, name)).filter(entry -> access.visible(place.path(), entry));
    }

    /** The entry of what this place, found by following all links, is; it has the name by which the user came. */
    Entry of(Place place, String name) {
        var facts = place.attributes().orElseThrow();
        return entry(Seen.at(place, name), sort(facts), facts);
    }

    /** The facts of what a broken upload of this user left for this name, which does not exist itself. */
    Optional<BasicFileAttributes> part(Place place) throws IOException {
        return place.folder().find(parts.part(place.name())).filter(BasicFileAttributes::isRegularFile);
    }

    /** The name under which a name on the disk is listed; nothing for those that are not. */
    Optional<String> shown(Folder folder, VirtualPath path, String name) throws IOException {
        if (!PartNames.reserved(name)) {
            return access.listed(path, name) ? Optional.of(name) : Optional.empty();
        }
        var whole = parts.shown(name).filter(home::usable);
        return whole.isPresent() && folder.find(whole.get()).isEmpty() ? whole : Optional.empty();
    }

    /** Whether what is {@link #shown} is told, whatever stands there. */
    boolean namesSuffice() {
        return access.tellsAll();
    }

    /** The name on the disk of this entry. */
    String stored(Entry entry) {
        return entry.incomplete() ? parts.part(entry.name()) : entry.name();
    }

    /**
     * Something that the user sees.
     *
     * @param place where it is
     * @param name the name that is told
     * @param link the path of the link that leads there; the place's own where none does
     */
    private record Seen(Place place, String name, VirtualPath link) {
        static Seen at(Place place, String name) {
            return new Seen(place, name, place.path());
        }

        Optional<String> target() {
            return link.equals(place.path())
                    ? Optional.empty()
                    : Optional.of(place.path().toString());
        }
    }

    private Optional<Entry> at(Seen seen) throws IOException {
        var place = seen.place();
        if (!place.exists()) {
            return part(place).map(facts -> entry(seen, Sort.INCOMPLETE, facts));
        }
        var facts = place.attributes().orElseThrow();
        return Optional.of(place.link() ? link(place, facts) : entry(seen, sort(facts), facts));
    }

    /** What the link leads to where that lies inside and may be seen; else the bare link: all these look alike. */
    private Entry link(Place place, BasicFileAttributes facts) throws IOException {
        return target(place).orElseGet(() -> entry(Seen.at(place, place.name()), Sort.LINK, facts));
    }

    private Optional<Entry> target(Place place) throws IOException {
        try (Place target = home.follow(place.path())) {
            var seen = new Seen(target, place.name(), place.path());
            var found = target.path().root()
                    ? target.attributes().map(facts -> entry(seen, Sort.DIRECTORY, facts))
                    : at(seen);
            return found.filter(entry -> access.visible(target.path(), entry));
        } catch (FileSystemException _) {
            return Optional.empty();
        }
    }

    private static Sort sort(BasicFileAttributes facts) {
        return Folder.real(facts) ? Sort.DIRECTORY : facts.isRegularFile() ? Sort.FILE : Sort.OTHER;
    }

    private Entry entry(Seen seen, Sort sort, BasicFileAttributes facts) {
        var granted = rights.of(sort, seen.link(), seen.place().path());
        return entry(seen.name(), sort, facts, seen.target(), granted);
    }

    private static Entry entry(
            String name, Sort sort, BasicFileAttributes facts, Optional<String> target, Set<Permission> granted) {
        // The size of a link is the length of its text, which may be a real path.
        return new Entry(
                name,
                sort.kind(),
                sort == Sort.LINK ? 0 : facts.size(),
                facts,
                target,
                sort == Sort.INCOMPLETE,
                granted);
    }

    /** What only this file has. On a disk the device and the inode: "(dev=fe00,ino=2a)" becomes "devfe00ino2a". */
    static String token(BasicFileAttributes facts) {
        if (facts instanceof UnixFacts unix) {
            return unix.token();
        }
        Object key = facts.fileKey();
        return key == null ? "" : TOKEN.retainFrom(key.toString());
    }
}
