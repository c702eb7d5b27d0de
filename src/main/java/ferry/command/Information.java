package ferry.command;

import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.SYSTEM_STATUS;
import static ferry.protocol.ReplyCode.SYSTEM_TYPE;

import com.google.common.base.Ascii;
import ferry.protocol.Escaped;
import ferry.protocol.LanguageTag;
import ferry.protocol.Nothing;
import ferry.protocol.Product;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What the server tells about itself. RFC 959, section 4.1.3; RFC 2389. */
final class Information {
    private static final Logger LOG = LogManager.getLogger(Information.class);
    private static final int LONGEST_PROGRAM = 100;

    private Information() {}

    /** RFC 959, 4.1.3. 215. */
    static Reply system(Session session, Nothing nothing) {
        return Reply.of(SYSTEM_TYPE, "UNIX Type: L8");
    }

    /** RFC 959, 4.1.3. 200. */
    static Reply noOperation(Session session, String anything) {
        return Reply.of(OKAY, "Still here");
    }

    /** RFC 959, 4.1.3. 214; 502 for a verb that is not known. */
    static Reply help(Session session, String verb) throws ReplyException {
        return Manual.help(verb);
    }

    /** RFC 2389, 3. 211, a line for each feature of the table, and those that are no verbs. */
    static Reply features(Session session, Nothing nothing) {
        var lines = new ArrayList<String>();
        for (var row : CommandTable.ftp().rows()) {
            if (!row.needs(Need.TLS) || session.protection().tls().isPresent()) {
                row.feature().ifPresent(line -> lines.add(line.apply(session)));
            }
        }
        for (var row : CommandTable.site().rows()) {
            row.feature().ifPresent(line -> lines.add("SITE " + line.apply(session)));
        }
        lines.add("TVFS");
        lines.add("UTF8");
        return Reply.of(SYSTEM_STATUS, "Features:", lines, "End");
    }

    /** RFC 2640, 4.1. 200 for English, for each of its variants and for none; 501, 504. Replies are English. */
    static Reply language(Session session, Optional<LanguageTag> tag) throws ReplyException {
        boolean english = tag.isEmpty()
                || tag.get().within("en")
                || tag.get().text().equals("i-default"); // the default language of RFC 2277, section 4.5
        if (!english) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Replies are in English only");
        }
        return Reply.of(OKAY, "Replies are in English");
    }

    /** draft-peterson-streamlined-ftp-command-extensions, CSID. 200 with what this server is. */
    static Reply identity(Session session, ClientIdentity client) {
        note(session, client.program());
        return Reply.of(OKAY, "Name=" + Product.NAME + "; Version=" + Product.VERSION + ";");
    }

    /** The draft's CLNT. 200. */
    static Reply client(Session session, String program) {
        note(session, program.strip());
        return Reply.of(OKAY, "Noted");
    }

    /** Kept for as long as the session, so not at any length: nobody need be logged in to say it. */
    private static void note(Session session, String written) {
        String program = Ascii.truncate(written, LONGEST_PROGRAM, "...");
        session.clientProgram(program);
        LOG.info("client program {}", Escaped.text(program));
    }
}
