package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.UNRECOGNISED_COMMAND;

import ferry.event.Kind;
import ferry.file.FactChange;
import ferry.protocol.Escaped;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** SITE: what this server can do besides. RFC 959, section 4.1.3. */
final class Site {
    private static final Logger LOG = LogManager.getLogger(Site.class);
    private static final Dispatcher TABLE = new Dispatcher(CommandTable.site());

    private Site() {}

    /** RFC 959, 4.1.3. The reply of the verb behind SITE; 500 when it is not known. */
    static Reply site(Session session, String argument) throws ReplyException {
        var line = Dispatcher.Line.of(argument.stripLeading());
        if (TABLE.table().find(line.verb()).isEmpty()) {
            throw new ReplyException(UNRECOGNISED_COMMAND, "Unknown SITE command");
        }
        return TABLE.dispatch(session, line);
    }

    /** 214. */
    static Reply help(Session session, String verb) throws ReplyException {
        return Manual.behind(TABLE.table(), "SITE", verb);
    }

    /** 200; 550. */
    static Reply changeMode(Session session, ModeAndPathname argument) throws IOException, ReplyException {
        var path = session.path(argument.pathname());
        session.files().setMode(path, argument.mode());
        LOG.info("mode of {} is {}", Escaped.text(path.toString()), Integer.toOctalString(argument.mode()));
        return Reply.of(OKAY, "Mode changed");
    }

    /** 200; 550. */
    static Reply changeGroup(Session session, GroupAndPathname argument) throws IOException, ReplyException {
        var path = session.path(argument.pathname());
        session.files().change(path, FactChange.group(argument.group()));
        LOG.info("group of {} is {}", Escaped.text(path.toString()), Escaped.text(argument.group()));
        return Reply.of(OKAY, "Group changed");
    }

    /** 200; 550. */
    static Reply modifyTime(Session session, TimeAndPathname argument) throws IOException, ReplyException {
        session.files().setModified(session.path(argument.pathname()), argument.time());
        return Reply.of(OKAY, "Time changed");
    }

    /** SITE UMASK. 200 with the bits; 501, 504 where there are no modes. */
    static Reply umask(Session session, OptionalInt bits) throws IOException, ReplyException {
        if (bits.isPresent()) {
            session.files().umask(bits.getAsInt());
        }
        var now = session.files().umask();
        return Reply.of(
                OKAY,
                now.isPresent()
                        ? String.format(Locale.ROOT, "Umask is %03o", now.getAsInt())
                        : "Umask is that of the server");
    }

    /** Reads the argument of SITE UMASK: octal digits, or nothing. */
    static OptionalInt bits(String argument) throws ReplyException {
        if (argument.isBlank()) {
            return OptionalInt.empty();
        }
        if (!argument.strip().matches("0?[0-7]{1,3}")) {
            throw new ReplyException(BAD_ARGUMENT, "A umask is up to three octal digits");
        }
        return OptionalInt.of(Integer.parseInt(argument.strip(), 8));
    }

    /** SITE SYMLINK. 200; 501, 550. The target is looked for from the folder of the link, then from the current one. */
    static Reply link(Session session, List<Pathname> targetAndLink) throws IOException, ReplyException {
        var target = session.read(targetAndLink.getFirst());
        var link = session.path(targetAndLink.getLast());
        try {
            link(session, link.parent().resolve(target), link); // lftp sends the text of a local link
        } catch (NoSuchFileException | NotDirectoryException _) {
            link(session, session.folder().resolve(target), link);
        }
        return Reply.of(OKAY, "Link made");
    }

    private static void link(Session session, VirtualPath target, VirtualPath link) throws IOException, ReplyException {
        session.files().makeLink(target, link);
        Changes.tell(session, Kind.LINK, target, link);
    }
}
