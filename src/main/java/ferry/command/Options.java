package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.util.Locale;

/** OPTS: options of other verbs. RFC 2389, section 4. */
final class Options {
    private static final Dispatcher TABLE = new Dispatcher(CommandTable.opts());

    private Options() {}

    /** RFC 2389, 4. 200; 501 for a verb without options, and for wrong ones. */
    static Reply options(Session session, String argument) throws ReplyException {
        var line = Dispatcher.Line.of(argument.strip());
        if (TABLE.table().find(line.verb()).isEmpty()) {
            throw new ReplyException(BAD_ARGUMENT, "This command has no options");
        }
        return TABLE.dispatch(session, line);
    }

    /** The draft's OPTS UTF8. 200 with the charset of names from now on; 504 to OFF where there is none but UTF-8; 501. */
    static Reply utf8(Session session, String argument) throws ReplyException {
        var charset = session.charset();
        switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "", "ON" -> charset.agree(NameCoding.UTF_8);
            case "OFF" -> {
                if (charset.fallback().equals(NameCoding.UTF_8)) {
                    throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Names are always UTF-8");
                }
                charset.agree(charset.fallback());
            }
            default -> throw new ReplyException(BAD_ARGUMENT, "OPTS UTF8 takes ON or OFF");
        }
        return Reply.of(OKAY, "Names are " + session.coding().charset());
    }
}
