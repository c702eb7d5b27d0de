package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.PENDING_FURTHER_INFORMATION;

import ferry.data.Transfer;
import ferry.event.Kind;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Pending;
import ferry.session.Session;
import java.io.IOException;
import java.util.List;

/** What moves bytes from file to file on the server. There is no text for it but what other servers do. */
final class ServerCopies {
    private ServerCopies() {}

    /** SITE CPFR. 350; 550 for what is no regular file. */
    static Reply copyFrom(Session session, Pathname pathname) throws IOException, ReplyException {
        var from = session.path(pathname);
        session.files().open(from).close();
        session.sequence().pending(new Pending.CopyFrom(from));
        return Reply.of(PENDING_FURTHER_INFORMATION, "Send the name of the copy by SITE CPTO");
    }

    /** SITE CPTO. 250 when the copy is complete; 426 after ABOR, 450, 452, 550. */
    static Reply copyTo(Session session, Pathname pathname) throws IOException, ReplyException {
        if (!(session.sequence().pending() instanceof Pending.CopyFrom(var from))) {
            throw new IllegalStateException("the dispatcher lets nobody in without CPFR");
        }
        session.sequence().pending(Pending.None.NONE);
        return copy(session, from, session.path(pathname));
    }

    /** SITE COPY. 250 when the copy is complete; 426 after ABOR, 450, 452, 550. */
    static Reply copy(Session session, List<Pathname> fromAndTo) throws IOException, ReplyException {
        return copy(session, session.path(fromAndTo.getFirst()), session.path(fromAndTo.getLast()));
    }

    private static Reply copy(Session session, VirtualPath from, VirtualPath to) throws IOException, ReplyException {
        long size;
        try (var file = session.files().open(from)) {
            size = file.size();
        }
        session.work(new Transfer("COPY " + from, size), progress -> {
            session.files().copy(from, to, progress);
            return to;
        });
        Changes.tell(session, Kind.COPY, from, to);
        return Reply.of(FILE_ACTION_OKAY, "Copied");
    }

    /** COMB. 250 when the target has all bytes; 426 after ABOR, 450, 452, 550, and nothing is changed. */
    static Reply combine(Session session, List<Pathname> pathnames) throws IOException, ReplyException {
        var paths = pathnames.stream().map(session::path).toList();
        var target = paths.getFirst();
        var parts = paths.subList(1, paths.size());
        int left = session.work(
                new Transfer("COMB " + target, -1), progress -> session.files().combine(target, parts, progress));
        parts.forEach(part -> Changes.tell(session, Kind.COMBINE, part, target));
        return Reply.of(
                FILE_ACTION_OKAY, left == 0 ? "Combined" : "Combined; parts that could not be deleted: " + left);
    }

    /** Reads two pathnames; one with blanks stands in quotes. */
    static List<Pathname> two(String argument) throws ReplyException {
        var pathnames = QuotedText.words(argument);
        if (pathnames.size() != 2) {
            throw new ReplyException(BAD_ARGUMENT, "Two pathnames are needed, in quotes if they have blanks");
        }
        return pathnames;
    }

    /** Reads the target and its parts. */
    static List<Pathname> targetAndParts(String argument) throws ReplyException {
        var pathnames = QuotedText.words(argument);
        if (pathnames.size() < 2) {
            throw new ReplyException(BAD_ARGUMENT, "A target and its parts are needed");
        }
        return pathnames;
    }
}
