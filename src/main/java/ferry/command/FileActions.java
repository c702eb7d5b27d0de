package ferry.command;

import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.PENDING_FURTHER_INFORMATION;

import ferry.event.Kind;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Pending;
import ferry.session.Session;
import java.io.IOException;

/** What a client does with whole files. RFC 959, section 4.1.3. */
final class FileActions {
    private FileActions() {}

    /** RFC 959, 4.1.3. 250; 550. */
    static Reply delete(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        session.files().delete(path, () -> Changes.tell(session, Kind.DELETE, path));
        return Reply.of(FILE_ACTION_OKAY, "File deleted");
    }

    /** RFC 959, 4.1.3. 350; 550. */
    static Reply renameFrom(Session session, Pathname pathname) throws IOException, ReplyException {
        var from = session.path(pathname);
        session.files().checkRename(from);
        session.sequence().pending(new Pending.RenameFrom(from));
        return Reply.of(PENDING_FURTHER_INFORMATION, "Send the new name by RNTO");
    }

    /** RFC 959, 4.1.3. 250; 553. */
    static Reply renameTo(Session session, Pathname pathname) throws IOException, ReplyException {
        if (!(session.sequence().pending() instanceof Pending.RenameFrom(var from))) {
            throw new IllegalStateException("the dispatcher lets nobody in without RNFR");
        }
        session.sequence().pending(Pending.None.NONE);
        var to = session.path(pathname);
        session.files().rename(from, to, () -> Changes.tell(session, Kind.RENAME, from, to));
        return Reply.of(FILE_ACTION_OKAY, "Renamed");
    }
}
