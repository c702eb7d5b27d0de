package ferry.file;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * How uploads begin. Each method gets an open place where a regular file or nothing stands, and the path by which the
 * user calls it. The place belongs to the upload from then on; without an upload it may be closed already. A name that
 * somebody else writes to is refused with 450. What the user may do there is looked at again when the file is about to change:
 * another upload may have been faster.
 */
sealed interface Uploads permits AtomicUploads, DirectUploads {
    /** Begins to store a file, from this offset on; 554 when there is less. */
    Upload store(Place place, VirtualPath shown, long restart, Set<Permission> granted)
            throws IOException, ReplyException;

    /** Begins to append to a file. */
    Upload append(Place place, VirtualPath shown, Set<Permission> granted) throws IOException, ReplyException;

    /** Begins to store a file under a name that nobody has; nothing, and the place still open, when somebody has it. */
    Optional<Upload> storeNew(Place place, VirtualPath shown) throws IOException, ReplyException;
}
