package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;
import static ferry.protocol.ReplyCode.CLOSING_DATA_CONNECTION;
import static ferry.protocol.ReplyCode.FILE_STATUS_OKAY;
import static ferry.protocol.ReplyCode.INSUFFICIENT_STORAGE;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.PENDING_FURTHER_INFORMATION;

import ferry.command.TransferReport.Direction;
import ferry.data.DataConnectionException;
import ferry.data.Transfer;
import ferry.file.StorageFull;
import ferry.file.Upload;
import ferry.protocol.Nothing;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Pending;
import ferry.session.Session;
import java.io.IOException;

/** Files sent and received. RFC 959, section 4.1.3; restart as in RFC 3659, section 5. */
final class FileTransfer {
    private static final Reply COMPLETE = Reply.of(CLOSING_DATA_CONNECTION, "Transfer complete");

    private FileTransfer() {}

    /** RFC 959, 4.1.3. 150, then 226; 550, 554, 425, 426, 451. Behind RANG only its bytes, in TYPE I, STRU F and MODE S only. */
    static Reply retrieve(Session session, Pathname pathname) throws IOException, ReplyException {
        var range = session.sequence().takeRange();
        var representation = session.parameters().representation();
        boolean plain = representation.plain();
        if (range.isPresent() && !plain) {
            throw new ReplyException(BAD_ARGUMENT, "RANG needs TYPE I, STRU F and MODE S");
        }
        long offset =
                range.isPresent() ? range.get().first() : session.sequence().takeRestart();
        long end = range.map(given -> given.last() + 1).orElse(Long.MAX_VALUE);
        try (var whole = session.files().open(LoosePathname.path(session, pathname))) {
            var file = whole.until(end);
            if (representation.offsetOfFile() && offset > file.size()) {
                throw new ReplyException(BAD_RESTART_OFFSET, "The restart offset is beyond the end of the file");
            }
            long total = plain ? file.size() - offset : -1;
            var size = plain ? " (" + total + " bytes)" : "";
            var transfer = new Transfer("RETR " + file.path(), total);
            var report = new TransferReport(session, Direction.DOWN, file.path(), offset, transfer);
            report.around(() -> {
                session.transfer(
                        transfer,
                        Reply.of(FILE_STATUS_OKAY, "The file is on its way" + size),
                        (dtp, running) -> dtp.send(file, offset, running));
                if (transfer.digest().isEmpty()) {
                    transfer.digest(session.services().digests().known(whole));
                }
                report.complete(whole.size());
            });
            return COMPLETE;
        }
    }

    /** RFC 959, 4.1.3. 150, then 226; 425, 426, 450, 451, 452, 504, 553, 554. */
    static Reply store(Session session, Pathname pathname) throws IOException, ReplyException {
        long offset = session.sequence().takeRestart();
        if (offset > 0 && !session.parameters().representation().offsetOfFile()) {
            // What came is lines by now: nobody can say where in them the client's offset is.
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "An upload can be resumed in TYPE I, or by a marker");
        }
        try (var upload = session.files().store(session.path(pathname), offset)) {
            return receive(session, "STOR", upload, "Ready for the file");
        }
    }

    /** RFC 959, 4.1.3. As STOR, with 550 for 553. */
    static Reply append(Session session, Pathname pathname) throws IOException, ReplyException {
        session.sequence().takeRestart();
        try (var upload = session.files().append(session.path(pathname))) {
            return receive(session, "APPE", upload, "Ready for more of the file");
        }
    }

    /** RFC 959, 4.1.3. As STOR; the 150 tells the name as RFC 1123, section 4.1.2.9 asks. */
    static Reply storeUnique(Session session, Pathname pathname) throws IOException, ReplyException {
        session.sequence().takeRestart();
        var path = session.path(pathname);
        boolean suggested = !pathname.text().isEmpty();
        var folder = suggested ? path.parent() : path;
        try (var upload =
                session.files().storeUnique(folder, suggested ? path.name().orElse("") : "")) {
            var made = upload.path();
            boolean here = pathname.text().indexOf('/') < 0; // what is told must be usable as a pathname
            return receive(
                    session, "STOU", upload, "FILE: " + (here ? made.name().orElse("") : made.toString()));
        }
    }

    private static Reply receive(Session session, String verb, Upload upload, String ready)
            throws IOException, ReplyException {
        var transfer = new Transfer(verb + " " + upload.path(), -1);
        var report = new TransferReport(session, Direction.UP, upload.path(), upload.offset(), transfer);
        try {
            report.around(() -> {
                session.transfer(
                        transfer, Reply.of(FILE_STATUS_OKAY, ready), (dtp, running) -> dtp.receive(upload, running));
                if (!transfer.isProven() && (session.clientGone() || transfer.cutAfterSilence())) {
                    throw new DataConnectionException("the client went away with the end of the file");
                }
                if (upload.waitsForDisk()) {
                    session.work(transfer, _ -> committed(upload, report));
                } else {
                    committed(upload, report);
                }
            });
            return COMPLETE;
        } catch (IOException e) {
            if (StorageFull.causes(e)) {
                upload.discard(); // what came is only in the way
            }
            throw e;
        }
    }

    private static Upload committed(Upload upload, TransferReport report) throws IOException, ReplyException {
        upload.commit(() -> report.complete(upload.size()));
        return upload;
    }

    /** RFC 959, 4.1.3. 200 when disk and quota have room; 452, 504 for what is larger than files may be. */
    static Reply allocate(Session session, Allocation allocation) throws IOException, ReplyException {
        Quotas.requireSize(session.files(), allocation.bytes());
        if (session.files().usable(session.folder()) < allocation.bytes()) {
            throw new ReplyException(INSUFFICIENT_STORAGE, "There is not so much room");
        }
        return Reply.of(OKAY, "There is room enough");
    }

    /** RFC 3659, 5. 350. */
    static Reply restart(Session session, long offset) {
        session.sequence().pending(new Pending.RestartAt(offset));
        return Reply.of(PENDING_FURTHER_INFORMATION, "Restarting at " + offset + "; send the transfer command");
    }

    /**
     * RFC 959, 4.1.3. 226, after the 426 of the transfer that was cut: when its turn comes, the connection has done what
     * was asked for, and no transfer runs any more.
     */
    static Reply abort(Session session, Nothing nothing) {
        return Reply.of(CLOSING_DATA_CONNECTION, "No transfer is running");
    }
}
