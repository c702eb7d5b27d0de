package ferry.command;

import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.FILE_STATUS;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.PATHNAME_CREATED;

import ferry.data.Transfer;
import ferry.event.Kind;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Folders with all that is in them. AVBL of draft-peterson-streamlined-ftp-command-extensions, and customs. */
final class Trees {
    private static final int MOST_LEVELS = 64;

    private Trees() {}

    /** The draft's AVBL, 4. 213 with the bytes that can still be stored in a folder, by disk and quota; 550. */
    static Reply available(Session session, Pathname pathname) throws IOException, ReplyException {
        long bytes = session.files().usable(session.files().enter(session.path(pathname)));
        if (bytes == Long.MAX_VALUE) {
            throw new ReplyException(FILE_UNAVAILABLE, "The room there is not known");
        }
        return Reply.of(FILE_STATUS, Long.toString(bytes));
    }

    /** DSIZ. 213 with the bytes of all files in a folder and below; 426 after ABOR, 550, also when there are too many. */
    static Reply size(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        long bytes = session.work(
                new Transfer("DSIZ " + path, -1), progress -> session.files().size(path, progress));
        return Reply.of(FILE_STATUS, Long.toString(bytes));
    }

    /** RMDA and SITE RMDIR. 250; 426 after ABOR, when some of it is gone, 450, 550, also when there is too much. */
    static Reply remove(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        if (path.contains(session.folder())) {
            throw new ReplyException(FILE_UNAVAILABLE, "The current folder is in it");
        }
        session.work(new Transfer("RMDA " + path, -1), progress -> {
            session.files().removeTree(path, progress);
            return path;
        });
        Changes.tell(session, Kind.RMDIR, path);
        return Reply.of(FILE_ACTION_OKAY, "Folder removed with all that was in it");
    }

    /** SITE MKDIR: a folder with those above it, as many as are missing. 257; 550. */
    static Reply make(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        int levels = path.names().size();
        if (levels > MOST_LEVELS) {
            throw new ReplyException(FILE_UNAVAILABLE, "The folder would be too deep");
        }
        for (int level = 1; level <= levels; level++) {
            var folder = new VirtualPath(path.names().subList(0, level));
            try {
                session.files().makeDirectory(folder);
                Changes.tell(session, Kind.MKDIR, folder);
            } catch (FileAlreadyExistsException e) {
                session.files().enter(folder);
            } catch (AccessDeniedException e) {
                requireThere(session, folder, e); // what is above the place where the user may make folders
            }
        }
        return Reply.of(PATHNAME_CREATED, QuotedText.quoted(path.toString()) + " is there");
    }

    private static void requireThere(Session session, VirtualPath folder, AccessDeniedException otherwise)
            throws IOException, ReplyException {
        try {
            session.files().enter(folder);
        } catch (NoSuchFileException _) {
            throw otherwise;
        }
    }
}
