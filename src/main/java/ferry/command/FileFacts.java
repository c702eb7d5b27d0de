package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.FILE_STATUS;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.OKAY;

import com.google.common.base.Splitter;
import ferry.codec.Representation;
import ferry.data.CodedTransfer;
import ferry.file.FactChange;
import ferry.protocol.Fact;
import ferry.protocol.Line;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is known of one file. RFC 3659; MFMT of its draft. */
final class FileFacts {
    /** Up to this size a file is read through to tell what TYPE A would make of it. */
    private static final long COUNTED = 4L * 1024 * 1024;

    private FileFacts() {}

    /** RFC 3659, 4. 213, the bytes that RETR would send; 550, also for a large file in TYPE A. */
    static Reply size(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = LoosePathname.path(session, pathname);
        var entry = session.files().stat(path);
        if (!entry.file()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Not a regular file");
        }
        var representation = session.parameters().representation().unpacked();
        if (entry.incomplete() && !representation.offsetOfFile()) {
            throw new ReplyException(FILE_UNAVAILABLE, "A broken upload; its size is told in TYPE I only");
        }
        boolean known = entry.incomplete() || (representation.offsetOfFile() && !representation.markers());
        return Reply.of(
                FILE_STATUS, Long.toString(known ? entry.size() : size(session, path, entry.size(), representation)));
    }

    /** Reads the file through, as RETR would send it. */
    private static long size(Session session, VirtualPath path, long size, Representation representation)
            throws IOException, ReplyException {
        if (size > COUNTED) {
            throw new ReplyException(FILE_UNAVAILABLE, "The size is not known in this TYPE and MODE; use TYPE I");
        }
        try (var file = session.files().open(path)) {
            return CodedTransfer.length(
                    file, representation, session.services().data().settings().codecs());
        }
    }

    /**
     * RFC 3659, 3. 213; 550. Old clients set a time by it, with the time before the name; a file whose name is all of
     * that is asked for, not changed.
     */
    static Reply modificationTime(Session session, Pathname pathname) throws IOException, ReplyException {
        var dated = DatedPathname.read(pathname.text());
        if (dated.isPresent() && !exists(session, pathname)) {
            session.files()
                    .setModified(
                            session.path(dated.get().pathname()), dated.get().time());
            return Reply.of(FILE_STATUS, Timestamp.format(dated.get().time()));
        }
        var entry = session.files().stat(LoosePathname.path(session, pathname));
        if (!entry.file()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Not a regular file");
        }
        return Reply.of(FILE_STATUS, Timestamp.format(entry.modified()));
    }

    /** Whether there is something of this name that the user may see. */
    static boolean exists(Session session, Pathname pathname) throws IOException, ReplyException {
        try {
            session.files().stat(session.path(pathname));
            return true;
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            return false;
        }
    }

    /** The draft's MFMT, 3. 213 with the fact that was set; 501, 550. */
    static Reply modifyTime(Session session, TimeAndPathname argument) throws IOException, ReplyException {
        session.files().setModified(session.path(argument.pathname()), argument.time());
        return changed(session, "Modify=" + Timestamp.format(argument.time()) + ";", argument.pathname());
    }

    /** The draft's MFCT, 4. 213 with the fact that was set; 501, 504 where the disk cannot, 550. */
    static Reply modifyCreation(Session session, TimeAndPathname argument) throws IOException, ReplyException {
        session.files().change(session.path(argument.pathname()), FactChange.created(argument.time()));
        return changed(session, "Create=" + Timestamp.format(argument.time()) + ";", argument.pathname());
    }

    /** The draft's MFF, 5. 213 with the facts that were set, all or none; 501, 504 for other facts, 550. */
    static Reply modifyFacts(Session session, FactsAndPathname argument) throws IOException, ReplyException {
        session.files().change(session.path(argument.pathname()), argument.change());
        return changed(session, argument.told(), argument.pathname());
    }

    private static Reply changed(Session session, String facts, Pathname pathname) {
        return Reply.of(FILE_STATUS, facts + " " + session.read(pathname).text());
    }

    /** RFC 3659, 7. 250 with the facts between its lines; 550. */
    static Reply machineFacts(Session session, Pathname pathname) throws IOException, ReplyException {
        var path = LoosePathname.path(session, pathname);
        var entry = session.files().stat(path);
        String line = new FactLines(session).line(entry, path, path.toString()).toString();
        return Reply.of(FILE_ACTION_OKAY, "Facts of " + Line.printable(path.toString()), List.of(line), "End");
    }

    /** RFC 3659, 7.9. 200 with the facts that are told from now on; unknown ones are left out. 501 for other text. */
    static Reply options(Session session, String argument) throws ReplyException {
        var chosen = EnumSet.noneOf(Fact.class);
        for (String name : Splitter.on(';').omitEmptyStrings().trimResults().split(argument)) {
            if (name.indexOf(' ') >= 0) {
                throw new ReplyException(BAD_ARGUMENT, "A semicolon ends each fact");
            }
            Fact.named(name).ifPresent(chosen::add);
        }
        session.parameters().facts(chosen);
        return Reply.of(OKAY, ("MLST OPTS " + labels(chosen)).strip());
    }

    /** RFC 3659, 7.8: the line of FEAT, with a star behind each fact that is told now. */
    static String feature(Session session) {
        var facts = session.parameters().facts();
        var line = new StringBuilder("MLST ");
        for (Fact fact : Fact.values()) {
            line.append(fact.label()).append(facts.contains(fact) ? "*;" : ";");
        }
        return line.toString();
    }

    private static String labels(Set<Fact> facts) {
        var labels = new ArrayList<String>();
        for (Fact fact : Fact.values()) {
            if (facts.contains(fact)) {
                labels.add(fact.label() + ";");
            }
        }
        return String.join("", labels);
    }
}
