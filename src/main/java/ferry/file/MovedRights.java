package ferry.file;

import static ferry.file.Permission.READ;

import com.google.common.collect.Sets;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * What a move would do to the user's rights: rules go by path, so what is moved gets those of its new place.
 *
 * <p>That is what a move is for, with two limits. Nothing is moved to where the user could read it who cannot read it now. And
 * nothing below a folder gains more by the move than the folder itself: else a folder could be pulled away from under the
 * rule that protects something in it.
 */
final class MovedRights {
    private final Rights rights;
    private final PartNames parts;
    private final Place source;
    private final Place target;
    private final Set<Permission> gained;

    /** The move from one place to another. */
    MovedRights(Rights rights, PartNames parts, Place source, Place target) {
        this.rights = rights;
        this.parts = parts;
        this.source = source;
        this.target = target;
        gained = gained(source.path(), target.path());
    }

    /** Checks that the move is within these limits. Reads the whole folder where rules differ below it. */
    void check() throws IOException, ReplyException {
        if (rights.uniform()) {
            return;
        }
        if (gained.contains(READ)) {
            throw Access.denied("permission to read where it is");
        }
        boolean same = rights.uniformBelow(source.path()) && rights.uniformBelow(target.path());
        if (!source.directory() || (same && harmless(source.path().child("x")))) {
            return;
        }
        try (Folder folder = source.folder().enter(source.name())) {
            new Tree(parts, Tree.MOST, Progress.UNHEARD).ask(folder, source.path(), this::harmless);
        }
    }

    private boolean harmless(VirtualPath path, BasicFileAttributes facts) throws IOException {
        if (!harmless(path)) {
            throw Access.denied("something in the folder has fewer rights");
        }
        return true;
    }

    private boolean harmless(VirtualPath path) {
        return gained.containsAll(gained(path, moved(path)));
    }

    private VirtualPath moved(VirtualPath path) {
        var rest =
                path.names().subList(source.path().names().size(), path.names().size());
        return target.path().resolve(String.join("/", rest));
    }

    private Set<Permission> gained(VirtualPath from, VirtualPath to) {
        return Set.copyOf(Sets.difference(rights.at(to), rights.at(from)));
    }
}
