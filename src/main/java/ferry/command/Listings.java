package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.CLOSING_DATA_CONNECTION;
import static ferry.protocol.ReplyCode.FILE_STATUS_OKAY;

import ferry.data.Dtp.LineSink;
import ferry.data.Transfer;
import ferry.file.Entry;
import ferry.protocol.Line;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What is in a folder. RFC 959, section 4.1.3; RFC 1123, section 4.1.2.7; RFC 3659, section 7. */
final class Listings {
    private Listings() {}

    /** RFC 959, 4.1.3. 150, then 226; 550, 425, 426, 451. */
    static Reply list(Session session, ListArgument argument) throws IOException, ReplyException {
        var what = Selection.of(session, argument.pathname());
        var format = new LineFormat(Instant.now());
        return send(
                session, "LIST", what.path(), (folders, sink) -> write(folders, argument, what, format::line, sink));
    }

    /** RFC 959, 4.1.3. As LIST; the names can be used as they are in RETR (RFC 1123, section 4.1.2.7). */
    static Reply nameList(Session session, ListArgument argument) throws IOException, ReplyException {
        var what = Selection.of(session, argument.pathname());
        String prefix = what.prefix();
        return send(session, "NLST", what.path(), (folders, sink) -> {
            if (what.single().isEmpty() && NameLines.suffice(argument)) {
                new NameLines(folders, argument, what.pattern(), prefix, sink).write(what.path());
            } else {
                var line = new Line();
                write(folders, argument, what, entry -> line.clear().name(prefix + entry.name()), sink);
            }
        });
    }

    /** RFC 3659, 7. 150, then 226; 501 for a file, 550, 425, 426, 451. */
    static Reply machineList(Session session, Pathname pathname) throws IOException, ReplyException {
        var folder = LoosePathname.path(session, pathname);
        try {
            checkList(session, folder);
        } catch (NotDirectoryException e) {
            throw new ReplyException(BAD_ARGUMENT, "Not a folder; MLST tells of files"); // RFC 3659, section 7.2.1
        }
        var facts = new FactLines(session);
        return send(session, "MLSD", folder, (folders, sink) -> {
            try (var listing = folders.open(folder)) {
                for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
                    sink.line(facts.lineIn(folder, entry.get()));
                }
            }
        });
    }

    /** Checks that the folder is there and the user may list it, while the answer can still be other than 150. */
    private static void checkList(Session session, VirtualPath folder) throws IOException, ReplyException {
        session.files().list(folder).close();
    }

    /** Writes lines of what is in folders. */
    @FunctionalInterface
    private interface FolderContent {
        void writeTo(FolderLines.Opening folders, LineSink sink) throws IOException, ReplyException;
    }

    private static void write(
            FolderLines.Opening folders,
            ListArgument argument,
            Selection what,
            Function<Entry, Line> format,
            LineSink sink)
            throws IOException, ReplyException {
        if (what.single().isPresent()) {
            sink.line(format.apply(what.single().get()));
        } else {
            new FolderLines(folders, argument, what.pattern(), format, sink).write(what.path());
        }
    }

    private static Reply send(Session session, String verb, VirtualPath path, FolderContent content)
            throws IOException, ReplyException {
        session.transfer(
                new Transfer(verb + " " + path, -1),
                Reply.of(FILE_STATUS_OKAY, "The listing is on its way"),
                (dtp, running) -> {
                    var progress = session.progress(running);
                    dtp.send(
                            sink -> content.writeTo(
                                    folder -> session.files().list(folder).heardBy(progress), sink),
                            running);
                });
        return Reply.of(CLOSING_DATA_CONNECTION, "Listing complete");
    }

    /**
     * What LIST and NLST name: a folder, the entries of a folder that fit a pattern, or one entry.
     *
     * @param path the folder, or the entry
     * @param pattern what names must fit
     * @param single the entry, when it is no folder
     * @param prefix what the client wrote before the last name, so that names can be used as they are told
     */
    record Selection(VirtualPath path, Optional<NamePattern> pattern, Optional<Entry> single, String prefix) {
        /** Looks at what the pathname means; throws when there is nothing of that name. */
        static Selection of(Session session, Pathname written) throws IOException, ReplyException {
            String text = session.read(LoosePathname.meant(session, written)).text();
            int slash = text.lastIndexOf('/');
            String last = text.substring(slash + 1);
            if (NamePattern.in(last)) {
                var folder = session.folder().resolve(text.substring(0, slash + 1));
                checkList(session, folder);
                return new Selection(
                        folder, Optional.of(new NamePattern(last)), Optional.empty(), text.substring(0, slash + 1));
            }
            var path = session.folder().resolve(text);
            var entry = session.files().stat(path);
            if (entry.directory()) {
                checkList(session, path); // who may know of it may still not list it
                boolean bare = text.isEmpty() || text.equals(".") || text.endsWith("/");
                return new Selection(
                        path, Optional.empty(), Optional.empty(), bare ? text.equals(".") ? "" : text : text + "/");
            }
            return new Selection(path, Optional.empty(), Optional.of(entry), text.substring(0, slash + 1));
        }
    }
}
