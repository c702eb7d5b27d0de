package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

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

    /** The draft's OPTS UTF8. 200 to ON and to nothing; 504 to OFF: names are always UTF-8. */
    static Reply utf8(Session session, String argument) throws ReplyException {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "", "ON" -> Reply.of(OKAY, "Names are UTF-8");
            case "OFF" -> throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Names are always UTF-8");
            default -> throw new ReplyException(BAD_ARGUMENT, "OPTS UTF8 takes ON or OFF");
        };
    }
}
