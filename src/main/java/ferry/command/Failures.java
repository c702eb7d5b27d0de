package ferry.command;

import ferry.codec.RefusedDataException;
import ferry.data.CannotOpenException;
import ferry.data.DataConnectionException;
import ferry.data.Transfer;
import ferry.file.LimitExceededException;
import ferry.file.StorageFull;
import ferry.protocol.Escaped;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import ferry.tls.UnprovenConnectionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The one place that turns what went wrong into a reply. No message, path or class name of an exception gets out. */
final class Failures {
    private static final Logger LOG = LogManager.getLogger(Failures.class);

    private Failures() {}

    /** The reply to a command that ended with this, by the codes that its row may use. */
    static Reply reply(Session session, Dispatcher.Line line, Optional<Command<?>> row, Exception failure) {
        var reply = reply(session, line, failure);
        return switch (reply.code()) {
            case FILE_UNAVAILABLE, NAME_NOT_ALLOWED -> new Reply(refusal(row), reply.lines());
            case STORAGE_EXCEEDED -> new Reply(exceeded(row), reply.lines());
            default -> reply;
        };
    }

    private static ReplyCode refusal(Optional<Command<?>> row) {
        boolean names = row.filter(known -> known.needs(Need.NEW_NAME)).isPresent();
        return names ? ReplyCode.NAME_NOT_ALLOWED : ReplyCode.FILE_UNAVAILABLE;
    }

    /** 552 is for the verbs that store files; a folder or a link is refused as it is for other reasons. */
    private static ReplyCode exceeded(Optional<Command<?>> row) {
        boolean stores = row.filter(known -> known.needs(Need.STORES)).isPresent();
        return stores ? ReplyCode.STORAGE_EXCEEDED : refusal(row);
    }

    private static Reply reply(Session session, Dispatcher.Line line, Exception failure) {
        return switch (failure) {
            case ReplyException e -> e.reply();
            case CannotOpenException e -> cannotOpen(session, e);
            case DataConnectionException e -> broken(session, line, e);
            case UnprovenConnectionException e -> unproven(e);
            case RefusedDataException e -> refusedData(line, e);
            case NoSuchFileException e -> unavailable("No such file or folder");
            case AccessDeniedException e -> unavailable("Permission denied");
            case FileAlreadyExistsException e -> unavailable("The name exists already");
            case DirectoryNotEmptyException e -> unavailable("The folder is not empty");
            case NotDirectoryException e -> unavailable("Not a folder");
            case FileSystemLoopException e -> unavailable("Too many links");
            case InvalidPathException e -> Reply.of(ReplyCode.NAME_NOT_ALLOWED, "The name cannot be used here");
            case UncheckedIOException e -> reply(session, line, Objects.requireNonNull(e.getCause()));
            case EOFException e -> shorter(line, e);
            case LimitExceededException e -> exceeded(line, e);
            case IOException e when StorageFull.causes(e) -> full(line, e);
            case FileSystemException e when reason(e).contains("too long") -> unavailable("The name is too long");
            case FileSystemException e when !ofTheServer(e) -> refused(line, e);
            default -> fault(line, failure);
        };
    }

    private static Reply refusedData(Dispatcher.Line line, RefusedDataException e) {
        LOG.info("{} {} ended early: {}", Escaped.text(line.verb()), Escaped.text(line.argument()), e.text());
        return Reply.of(e.code(), e.text());
    }

    private static Reply unavailable(String text) {
        return Reply.of(ReplyCode.FILE_UNAVAILABLE, text);
    }

    private static String reason(FileSystemException e) {
        return String.valueOf(e.getReason());
    }

    /** Whether the same command may do later: the process is out of descriptors, or the disk is ill. */
    private static boolean ofTheServer(FileSystemException e) {
        return reason(e).contains("Too many open files") || reason(e).contains("Input/output");
    }

    /** What the disk refuses for good: it is read-only, a link was swapped in, the name is none there. */
    private static Reply refused(Dispatcher.Line line, FileSystemException e) {
        LOG.warn("{} {} refused by the disk: {}", Escaped.text(line.verb()), Escaped.text(line.argument()), reason(e));
        return unavailable("Not possible with this file or folder");
    }

    private static Reply cannotOpen(Session session, CannotOpenException e) {
        if (cut(session).wanted()) {
            return Reply.of(ReplyCode.TRANSFER_ABORTED, "Transfer aborted");
        }
        LOG.info("no data connection: {}", Escaped.text(String.valueOf(e.getMessage())));
        return Reply.of(ReplyCode.CANNOT_OPEN_DATA_CONNECTION, "Cannot open a data connection");
    }

    /** 522 in words that clients show to their users. */
    private static Reply unproven(UnprovenConnectionException e) {
        LOG.warn("data connection refused: {} (tls.session-reuse)", e.getMessage());
        return Reply.of(ReplyCode.DATA_PROTECTION_REFUSED, "Data connection refused: " + e.getMessage());
    }

    private static Reply broken(Session session, Dispatcher.Line line, DataConnectionException e) {
        var cut = cut(session);
        LOG.info(
                "{} {} ended early: {}",
                Escaped.text(line.verb()),
                Escaped.text(line.argument()),
                switch (cut) {
                    case ABORTED, KICKED, STOPPED, STALLED -> cut.words();
                    case NOT -> Escaped.text(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()));
                });
        return Reply.of(
                ReplyCode.TRANSFER_ABORTED,
                switch (cut) {
                    case ABORTED, KICKED, STOPPED -> "Transfer aborted";
                    case STALLED -> "Nothing moved for too long; transfer aborted";
                    case NOT -> "Data connection broken; transfer aborted";
                });
    }

    private static Transfer.Cut cut(Session session) {
        return session.transfer().map(Transfer::cut).orElse(Transfer.Cut.NOT);
    }

    private static Reply exceeded(Dispatcher.Line line, LimitExceededException e) {
        LOG.info("{} {} refused: {}", Escaped.text(line.verb()), Escaped.text(line.argument()), e.getMessage());
        return Reply.of(ReplyCode.STORAGE_EXCEEDED, String.valueOf(e.getMessage()));
    }

    private static Reply full(Dispatcher.Line line, IOException e) {
        LOG.warn("{} {}: no room: {}", Escaped.text(line.verb()), Escaped.text(line.argument()), e.getMessage());
        return Reply.of(ReplyCode.INSUFFICIENT_STORAGE, "No room left on the disk");
    }

    /** No fault of the server: somebody has truncated the file that is read. */
    private static Reply shorter(Dispatcher.Line line, EOFException e) {
        LOG.info("{} {} ended early: {}", Escaped.text(line.verb()), Escaped.text(line.argument()), e.getMessage());
        return Reply.of(ReplyCode.LOCAL_ERROR, "The file became shorter meanwhile");
    }

    private static Reply fault(Dispatcher.Line line, Exception failure) {
        LOG.error("{} {} failed", Escaped.text(line.verb()), Escaped.text(line.argument()), failure);
        return Reply.of(ReplyCode.LOCAL_ERROR, "A fault of the server stopped this command");
    }
}
