package ferry.command;

import ferry.data.CannotOpenException;
import ferry.data.DataConnectionException;
import ferry.data.Transfer;
import ferry.event.Event;
import ferry.event.Kind;
import ferry.file.LimitExceededException;
import ferry.file.StorageFull;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Actors;
import ferry.session.Protection;
import ferry.session.Session;
import java.io.IOException;
import java.time.Instant;

/** Tells of a transfer that was begun, once: that it is complete, or why it is not. */
final class TransferReport {
    private final Session session;
    private final Direction direction;
    private final VirtualPath path;
    private final long offset;
    private final Transfer transfer;
    private boolean told;

    /** Which way a file moves. */
    enum Direction {
        UP(Kind.UPLOAD, Kind.UPLOAD_FAILED),
        DOWN(Kind.DOWNLOAD, Kind.DOWNLOAD_FAILED);

        private final Kind complete;
        private final Kind failed;

        Direction(Kind complete, Kind failed) {
            this.complete = complete;
            this.failed = failed;
        }
    }

    /** What carries a transfer out. */
    @FunctionalInterface
    interface Body {
        void run() throws IOException, ReplyException;
    }

    /** Of a file's bytes from this offset on. */
    TransferReport(Session session, Direction direction, VirtualPath path, long offset, Transfer transfer) {
        this.session = session;
        this.direction = direction;
        this.path = path;
        this.offset = offset;
        this.transfer = transfer;
    }

    /** Carries it out; what ends it early is told, and thrown on. */
    void around(Body body) throws IOException, ReplyException {
        try {
            body.run();
        } catch (IOException | ReplyException | RuntimeException | OutOfMemoryError e) {
            tell(direction.failed, -1, reason(e));
            throw e;
        }
    }

    /** Tells that the file, of so many bytes now (-1 when nobody knows), is complete. */
    void complete(long size) {
        tell(direction.complete, size, "");
    }

    private void tell(Kind kind, long size, String reason) {
        if (told) {
            return;
        }
        told = true;
        String description = transfer.description();
        var movement = new Event.Movement(
                description.substring(0, description.indexOf(' ')),
                session.parameters().type().name().charAt(0),
                offset,
                transfer.moved(),
                size,
                transfer.nanos(),
                session.protection().level() == Protection.Level.PRIVATE,
                transfer.digest());
        var place = Changes.place(session, path);
        session.services()
                .events()
                .publish(new Event.Transferred(Instant.now(), kind, Actors.of(session), place, movement, reason));
    }

    private String reason(Throwable failure) {
        return switch (transfer.cut()) {
            case ABORTED, KICKED, STOPPED, STALLED -> transfer.cut().words();
            case NOT ->
                switch (failure) {
                    case ReplyException e -> e.reply().text();
                    case CannotOpenException _ -> "no data connection";
                    case DataConnectionException _ -> "data connection broken";
                    case LimitExceededException e -> String.valueOf(e.getMessage());
                    case IOException e when StorageFull.causes(e) -> "no room left on the disk";
                    default -> "fault of the server";
                };
        };
    }
}
