package ferry.command;

import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PATHNAME_CREATED;

import ferry.event.Kind;
import ferry.protocol.Nothing;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;

/** The folders a client moves in and changes. RFC 959, sections 4.1.1 and 4.1.3; RFC 775. */
final class Folders {
    /**
     * The longest path of a current folder. What lies deeper would make each command slower and each line of the log longer;
     * the system's own programs do not reach it by its path either (PATH_MAX of Linux).
     */
    private static final int LONGEST = 4096;

    private Folders() {}

    /** RFC 959, 4.1.1. 250; 550. */
    static Reply changeDirectory(Session session, Pathname pathname) throws IOException, ReplyException {
        var folder = LoosePathname.path(session, pathname);
        if (folder.toString().length() > LONGEST) {
            throw new ReplyException(FILE_UNAVAILABLE, "The path is too long");
        }
        session.folder(session.files().enter(folder));
        return Reply.of(FILE_ACTION_OKAY, "Folder changed");
    }

    /** RFC 959, 4.1.1. 200; 550. */
    static Reply changeToParent(Session session, Nothing nothing) throws IOException, ReplyException {
        session.folder(session.files().enter(session.folder().parent()));
        return Reply.of(OKAY, "Folder changed");
    }

    /** RFC 959, 4.1.3. 257. */
    static Reply printWorkingDirectory(Session session, Nothing nothing) {
        return Reply.of(PATHNAME_CREATED, QuotedText.quoted(session.folder().toString()) + " is the current folder");
    }

    /** RFC 959, 4.1.3. 257; 550. */
    static Reply makeDirectory(Session session, Pathname pathname) throws IOException, ReplyException {
        var made = session.files().makeDirectory(session.path(pathname));
        Changes.tell(session, Kind.MKDIR, made);
        return Reply.of(PATHNAME_CREATED, QuotedText.quoted(made.toString()) + " is made");
    }

    /** RFC 959, 4.1.3. 250; 550. */
    static Reply removeDirectory(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        session.files().removeDirectory(path);
        Changes.tell(session, Kind.RMDIR, path);
        return Reply.of(FILE_ACTION_OKAY, "Folder removed");
    }
}
