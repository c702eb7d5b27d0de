package ferry.file;

import ferry.protocol.VirtualPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;

/**
 * The text of a new symbolic link: relative, so that it means the same to the server's disk and to a user who sees the home
 * as the root, and never leads out of the home.
 *
 * @param names how names are written on the disk
 */
record NewLink(Names names) {
    /** How one gets from this folder to that path; neither has links on the way. */
    Path text(VirtualPath folder, VirtualPath target) {
        var from = folder.names();
        var to = target.names();
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        var steps = new ArrayList<>(Collections.nCopies(from.size() - common, ".."));
        steps.addAll(to.subList(common, to.size()));
        Path text = names.path(steps.isEmpty() ? "." : steps.getFirst());
        for (String step : steps.subList(Math.min(1, steps.size()), steps.size())) {
            text = text.resolve(names.path(step));
        }
        return text;
    }
}
