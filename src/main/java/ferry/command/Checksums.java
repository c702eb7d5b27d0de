package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.FILE_STATUS;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.MD5_SUM;
import static ferry.protocol.ReplyCode.MD5_SUMS;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PENDING_FURTHER_INFORMATION;

import ferry.data.Buffers;
import ferry.data.Transfer;
import ferry.file.Digest;
import ferry.file.Download;
import ferry.file.Progress;
import ferry.file.Range;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Pending;
import ferry.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Digests of files on the server. HASH and RANG of draft-bryan-ftpext-hash and draft-bryan-ftp-range, MD5 and MMD5 of
 * draft-twine-ftpmd5, and XCRC and its kin, for which there is no text but what other servers do.
 */
final class Checksums {
    private static final List<Digest> OFFERED =
            List.of(Digest.SHA256, Digest.SHA512, Digest.SHA1, Digest.MD5, Digest.CRC32);

    private Checksums() {}

    /** The draft's HASH. 213; 426 after ABOR, 550. */
    static Reply hash(Session session, Pathname pathname) throws IOException, ReplyException {
        var given = session.sequence().takeRange();
        var digest = session.parameters().hash();
        try (var file = session.files().open(session.path(pathname))) {
            var range = given.isPresent() ? within(file, given.get()) : Range.all(file);
            String hex = hex(session, "HASH", file, digest, range);
            String told = range.from() + "-" + Math.max(range.from(), range.to() - 1);
            return Reply.of(
                    FILE_STATUS,
                    digest.label() + " " + told + " " + hex + " "
                            + session.read(pathname).text());
        }
    }

    private static Range within(Download file, Pending.Range given) throws ReplyException {
        if (given.first() >= file.size()) {
            throw new ReplyException(FILE_UNAVAILABLE, "The range begins behind the end of the file");
        }
        return new Range(given.first(), Math.min(given.last(), file.size() - 1) + 1);
    }

    /** The draft's OPTS HASH. 200 with the algorithm that holds from now on; 501 for one that is not known. */
    static Reply options(Session session, String argument) throws ReplyException {
        if (!argument.isBlank()) {
            session.parameters()
                    .hash(Digest.named(argument.strip())
                            .orElseThrow(() -> new ReplyException(
                                    BAD_ARGUMENT, "HASH knows SHA-256, SHA-512, SHA-1, MD5 and CRC32")));
        }
        return Reply.of(OKAY, session.parameters().hash().label());
    }

    /** The line of FEAT, with a star behind the algorithm that HASH uses now. */
    static String feature(Session session) {
        var line = new StringBuilder("HASH ");
        for (var digest : OFFERED) {
            line.append(digest.label()).append(digest == session.parameters().hash() ? "*;" : ";");
        }
        return line.substring(0, line.length() - 1);
    }

    /** The draft's RANG. 350; 501. */
    static Reply range(Session session, Limits limits) {
        if (limits.none()) {
            session.sequence().pending(Pending.None.NONE);
            return Reply.of(PENDING_FURTHER_INFORMATION, "No range; the whole file is meant");
        }
        session.sequence().pending(new Pending.Range(limits.first(), limits.last()));
        return Reply.of(
                PENDING_FURTHER_INFORMATION,
                "Restarting at " + limits.first() + ". End byte range at " + limits.last());
    }

    /**
     * The argument of RANG: both limits belong to the range.
     *
     * @param first the first byte
     * @param last the last byte; only {@code 1 0} has it before the first, and means no range
     */
    record Limits(long first, long last) {
        /** Reads {@code <start> <end>}. */
        static Limits parse(String argument) throws ReplyException {
            int blank = argument.strip().indexOf(' ');
            if (blank < 0) {
                throw new ReplyException(BAD_ARGUMENT, "RANG takes the first and the last byte");
            }
            var limits = new Limits(
                    Numbers.offset(argument.strip().substring(0, blank)),
                    Numbers.offset(argument.strip().substring(blank)));
            if ((limits.last < limits.first && !limits.none()) || limits.last == Long.MAX_VALUE) {
                throw new ReplyException(BAD_ARGUMENT, "The range ends before it begins");
            }
            return limits;
        }

        boolean none() {
            return first == 1 && last == 0;
        }
    }

    /** How XCRC and its kin are carried out with this digest. 250 with its hex digits; 426 after ABOR, 501, 550. */
    static Handler<RangedPathname> sum(Digest digest) {
        return (session, argument) -> {
            boolean whole = argument.part().isEmpty() || FileFacts.exists(session, argument.whole());
            var pathname = whole ? argument.whole() : argument.part().get().pathname();
            try (var file = session.files().open(session.path(pathname))) {
                var range =
                        whole ? Range.all(file) : within(file, argument.part().get());
                return Reply.of(
                        FILE_ACTION_OKAY,
                        hex(session, "X" + digest, file, digest, range).toUpperCase(Locale.ROOT));
            }
        };
    }

    private static Range within(Download file, RangedPathname.Part part) throws ReplyException {
        long to = part.to() == Long.MAX_VALUE ? file.size() : part.to();
        if (part.from() > to || to > file.size()) {
            throw new ReplyException(FILE_UNAVAILABLE, "The range is beyond the end of the file");
        }
        return new Range(part.from(), to);
    }

    /** The draft's MD5. 251 with the name and the digits; 426 after ABOR, 501, 550. */
    static Reply md5(Session session, List<Pathname> pathnames) throws IOException, ReplyException {
        return Reply.of(MD5_SUM, md5(session, pathnames.getFirst()));
    }

    /** The draft's MMD5. 252 with each name and its digits, between commas; 426 after ABOR, 501, 550. */
    static Reply manyMd5(Session session, List<Pathname> pathnames) throws IOException, ReplyException {
        var sums = new ArrayList<String>();
        for (var pathname : pathnames) {
            sums.add(md5(session, pathname));
        }
        return Reply.of(MD5_SUMS, String.join(", ", sums));
    }

    private static String md5(Session session, Pathname pathname) throws IOException, ReplyException {
        try (var file = session.files().open(session.path(pathname))) {
            String hex = hex(session, "MD5", file, Digest.MD5, Range.all(file));
            return QuotedText.quoted(session.read(pathname).text()) + " " + hex.toUpperCase(Locale.ROOT);
        }
    }

    /** Reads the argument of MD5: one pathname, in quotes or as it is. */
    static List<Pathname> one(String argument) throws ReplyException {
        if (!argument.startsWith("\"")) {
            return List.of(Pathname.parse(argument));
        }
        var head = QuotedText.Head.of(argument);
        if (!head.rest().isBlank()) {
            throw new ReplyException(BAD_ARGUMENT, "MD5 takes one pathname");
        }
        return List.of(head.pathname());
    }

    /** Reads the argument of MMD5: pathnames between commas. */
    static List<Pathname> many(String argument) throws ReplyException {
        var pathnames = QuotedText.list(argument);
        if (pathnames.isEmpty()) {
            throw new ReplyException(BAD_ARGUMENT, "A pathname is needed");
        }
        return pathnames;
    }

    private static String hex(Session session, String verb, Download file, Digest digest, Range range)
            throws IOException, ReplyException {
        var running = new Transfer(verb + " " + file.path(), range.bytes());
        return session.work(
                running,
                progress -> session.services().digests().hex(file, digest, range, () -> {
                    try (var _ = session.services().digests().turn(progress)) {
                        return compute(session.services().data().buffers(), file, digest, range, progress);
                    }
                }));
    }

    private static String compute(Buffers buffers, Download file, Digest digest, Range range, Progress progress)
            throws IOException {
        var buffer = buffers.borrow();
        try {
            var computation = digest.start();
            Digest.feed(computation, file.channel(), range, buffer, progress);
            return HexFormat.of().formatHex(computation.digest());
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
