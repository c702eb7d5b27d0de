package ferry.command;

import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.PENDING_FURTHER_INFORMATION;

import ferry.protocol.Escaped;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Pending;
import ferry.session.Session;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What a client does with whole files. RFC 959, section 4.1.3. */
final class FileActions {
    private static final Logger LOG = LogManager.getLogger(FileActions.class);

    private FileActions() {}

    /** RFC 959, 4.1.3. 250; 550. */
    static Reply delete(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = session.path(pathname);
        session.files().delete(path);
        LOG.info("deleted {}", Escaped.text(path.toString()));
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
        session.files().rename(from, to);
        LOG.info("renamed {} to {}", Escaped.text(from.toString()), Escaped.text(to.toString()));
        return Reply.of(FILE_ACTION_OKAY, "Renamed");
    }
}
