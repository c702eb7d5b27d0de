package ferry.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.DELETE;
import static ferry.file.Permission.LIST;
import static ferry.file.Permission.MKDIR;
import static ferry.file.Permission.MODE;
import static ferry.file.Permission.OVERWRITE;
import static ferry.file.Permission.READ;
import static ferry.file.Permission.RENAME;
import static ferry.file.Permission.RMDIR;
import static ferry.file.Permission.TIME;
import static ferry.file.Permission.WRITE;

import com.google.common.collect.Sets;
import ferry.file.Entry.Kind;
import ferry.protocol.VirtualPath;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a user may do with an entry, as MLSD tells it: what {@link FileService} would let him do, and nothing else. */
final class EntryRights {
    private final Rights rights;
    private final NameRules names;

    /** Few: there are as many as rules that are met. */
    private final Map<Given, Set<Permission>> known = new ConcurrentHashMap<>();

    /** Where no path has a rule of its own; filled as they are met. */
    private final Map<Sort, Set<Permission>> everywhere = new ConcurrentHashMap<>();

    /** The entries that a user with these rights sees. */
    EntryRights(Rights rights, NameRules names) {
        this.rights = rights;
        this.names = names;
    }

    /** What an entry is to its user. */
    enum Sort {
        /** The home. */
        TOP(Kind.DIRECTORY),
        /** A folder. */
        DIRECTORY(Kind.DIRECTORY),
        /** A regular file. */
        FILE(Kind.FILE),
        /** What a broken upload left. */
        INCOMPLETE(Kind.FILE),
        /** A link that leads nowhere. */
        LINK(Kind.LINK),
        /** What cannot be transferred. */
        OTHER(Kind.OTHER);

        private final Kind kind;

        Sort(Kind kind) {
            this.kind = kind;
        }

        /** The kind of the entry. */
        Kind kind() {
            return kind;
        }
    }

    /**
     * What the rules give.
     *
     * @param name for the name itself: a link is renamed and deleted, and not what it leads to
     * @param content for what stands there
     * @param inside for a new name in it
     */
    private record Given(Sort sort, Set<Permission> name, Set<Permission> content, Set<Permission> inside) {
        Set<Permission> rights() {
            var all = EnumSet.noneOf(Permission.class);
            all.addAll(Sets.intersection(name, ofName()));
            all.addAll(Sets.intersection(content, ofContent()));
            if (sort.kind() == Kind.DIRECTORY) {
                all.addAll(Sets.intersection(inside, EnumSet.of(WRITE, MKDIR, DELETE)));
            }
            if (sort == Sort.FILE && !content.contains(OVERWRITE)) {
                all.remove(WRITE); // STOR would be refused
            }
            return Set.copyOf(all);
        }

        private Set<Permission> ofName() {
            return switch (sort) {
                case TOP -> Set.of();
                case DIRECTORY -> Set.of(RENAME, RMDIR);
                case FILE, LINK, OTHER -> Set.of(RENAME, DELETE);
                case INCOMPLETE -> Set.of(DELETE);
            };
        }

        private Set<Permission> ofContent() {
            return switch (sort) {
                case TOP -> Set.of(LIST);
                case DIRECTORY -> Set.of(LIST, TIME, MODE);
                case FILE -> Set.of(READ, WRITE, APPEND, TIME, MODE);
                case INCOMPLETE -> Set.of(WRITE, APPEND);
                case LINK, OTHER -> Set.of();
            };
        }
    }

    /** What the user may do with an entry of this name that leads to this content, which has the same path if it is no link. */
    Set<Permission> of(Sort sort, VirtualPath name, VirtualPath content) {
        var all = rights.uniform() ? everywhere(sort) : byRules(sort, name, content);
        return names.forbids(content) ? Set.copyOf(Sets.difference(all, EnumSet.of(WRITE, APPEND, MKDIR))) : all;
    }

    /** The same where it does not depend on the path; nothing where it does. */
    Optional<Set<Permission>> ofAny(Sort sort) {
        return rights.uniform() && names.forbidden().isEmpty() ? Optional.of(everywhere(sort)) : Optional.empty();
    }

    private Set<Permission> everywhere(Sort sort) {
        var granted = rights.elsewhere();
        return everywhere.computeIfAbsent(sort, _ -> new Given(sort, granted, granted, granted).rights());
    }

    private Set<Permission> byRules(Sort sort, VirtualPath name, VirtualPath content) {
        var inside = sort.kind() == Kind.DIRECTORY ? rights.inside(content) : Set.<Permission>of();
        var given = new Given(sort, rights.at(name), rights.at(content), inside);
        return known.computeIfAbsent(given, Given::rights);
    }
}
