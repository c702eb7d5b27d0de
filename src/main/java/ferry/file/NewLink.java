package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The text of a new symbolic link. It never leads out of the home, for other programs of the machine either, and however
 * the link or a folder above it is renamed later: what lies beside or below the link is named from there, all else from the
 * root of the disk, and {@code ..} stands in neither.
 *
 * @param home the folder on the disk that the user sees as the root
 * @param names how names are written on the disk
 */
record NewLink(Path home, Names names) {
    /** How one gets from this folder to that path; neither has links on the way. */
    Path text(VirtualPath folder, VirtualPath target) throws IOException {
        int depth = folder.names().size();
        boolean below = !target.equals(folder) && folder.contains(target);
        Path text = below ? names.path(target.names().get(depth)) : home.toRealPath();
        for (String name :
                target.names().subList(below ? depth + 1 : 0, target.names().size())) {
            text = text.resolve(names.path(name));
        }
        return text;
    }
}
