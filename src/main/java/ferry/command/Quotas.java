package ferry.command;

import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import ferry.data.Transfer;
import ferry.file.FileService;
import ferry.file.Quota;
import ferry.file.Usage;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;
import java.util.Optional;

/** What quotas mean to commands. */
final class Quotas {
    private static final String UNLIMITED = "no limit";

    private Quotas() {}

    /** Counts the home of the session, if that is needed for its quota: beside the session, and ABOR ends it. */
    static void count(Session session) throws IOException, ReplyException {
        var files = session.files();
        if (files.room().uncounted()) {
            count(session, files, "what the home takes");
        }
    }

    /** Counts the home of these files. */
    static void count(Session session, FileService files, String what) throws IOException, ReplyException {
        session.work(new Transfer("counting " + what, -1), progress -> {
            files.room().count(progress);
            return files;
        });
    }

    /** Checks that a file of this size may be stored at all: 504. */
    static void requireSize(FileService files, long bytes) throws ReplyException {
        long most = files.room().quota().fileSize();
        if (most > 0 && bytes > most) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Files have at most " + most + " bytes here");
        }
    }

    /** How much is used of what, for SITE QUOTA and STAT; nothing without a quota, or while nothing is known. */
    static Optional<String> used(FileService files) throws IOException {
        return files.room().used().map(used -> words(used, files.room().quota()));
    }

    private static String words(Usage used, Quota quota) {
        return used.bytes() + " of " + limit(quota.bytes()) + " bytes, " + used.files() + " of " + limit(quota.files())
                + " files and folders";
    }

    private static String limit(long most) {
        return most > 0 ? Long.toString(most) : UNLIMITED;
    }
}
