package ferry.session;

import ferry.file.FileService;
import ferry.protocol.CharsetGuess;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;

/** How much there is of what a path names. At most two looks at the disk. */
final class Presence {
    private Presence() {}

    /** One of the constants of {@link CharsetGuess}. What the user may not see is not there. */
    static int of(VirtualPath path, FileService files) {
        try {
            files.stat(path);
            return CharsetGuess.FOUND;
        } catch (IOException | ReplyException _) {
            return ofFolder(path.parent(), files);
        }
    }

    private static int ofFolder(VirtualPath folder, FileService files) {
        try {
            files.enter(folder);
            return CharsetGuess.POSSIBLE;
        } catch (IOException | ReplyException _) {
            return CharsetGuess.NOTHING;
        }
    }
}
