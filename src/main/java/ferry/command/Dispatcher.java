package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.BAD_SEQUENCE;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.NEED_ACCOUNT_TO_STORE;
import static ferry.protocol.ReplyCode.NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.NOT_LOGGED_IN;
import static ferry.protocol.ReplyCode.PROTECTION_TOO_WEAK;
import static ferry.protocol.ReplyCode.UNRECOGNISED_COMMAND;

import com.google.common.base.CharMatcher;
import ferry.protocol.Escaped;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Activity;
import ferry.session.LoginState;
import ferry.session.Pending;
import ferry.session.Protection;
import ferry.session.Session;
import ferry.user.User;
import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Carries out a command by its row. What holds for many verbs is decided here and only here: unknown verbs, control
 * characters, the login, the order of commands.
 */
public final class Dispatcher {
    private static final Logger LOG = LogManager.getLogger(Dispatcher.class);

    private static final CharMatcher LETTERS = CharMatcher.inRange('A', 'Z').or(CharMatcher.inRange('a', 'z'));

    private final CommandTable table;

    /** Over this table. */
    public Dispatcher(CommandTable table) {
        this.table = table;
    }

    /** The table. */
    public CommandTable table() {
        return table;
    }

    /** Splits a line at its first blank. */
    public record Line(String verb, String argument) {
        /** Stands for a line that was too long to be kept, so that its refusal comes in its turn. */
        public static final Line TOO_LONG = new Line("", "");

        /** The verb of a line, and what stands after the blank behind it. */
        public static Line of(String text) {
            int blank = text.indexOf(' ');
            return blank < 0 ? new Line(text, "") : new Line(text.substring(0, blank), text.substring(blank + 1));
        }
    }

    /** Carries out a command and returns its final reply. Never throws. */
    public Reply dispatch(Session session, Line line) {
        var row = table.find(line.verb());
        String verb = row.map(Command::verb).orElse("?");
        var figures = session.services().figures();
        long begun = figures.begin();
        session.sequence().age();
        session.activity(Activity.of(verb));
        try {
            var reply = answer(session, line, row);
            figures.answered(verb, reply.code(), begun);
            return reply;
        } finally {
            session.activity(Activity.idle());
            boolean keeps = row.isPresent() && row.get().needs(Need.KEEPS_PENDING);
            if (!keeps) {
                session.sequence().dropOld();
            }
        }
    }

    /** Whether this command is carried out although a transfer has the session. */
    public boolean meanwhile(Line line) {
        return needs(line, Need.TRANSFER_MAY_RUN);
    }

    /** Whether this command ends the transfers before it. */
    public boolean aborts(Line line) {
        return needs(line, Need.ABORTS);
    }

    /** Whether the control connection may begin or end TLS behind this command. */
    public boolean switchesLayer(Session session, Line line) {
        var need = session.protection().commandsProtected() ? Need.ENDS_TLS : Need.BEGINS_TLS;
        return table.find(line.verb()).filter(row -> row.needs(need)).isPresent();
    }

    private boolean needs(Line line, Need need) {
        return line.argument().isBlank()
                && table.find(line.verb()).filter(row -> row.needs(need)).isPresent();
    }

    /** Carries out such a command, on another thread than the transfer; touches nothing but the transfer. */
    public Reply dispatchMeanwhile(Session session, Line line) {
        var row = table.find(line.verb());
        var figures = session.services().figures();
        long begun = figures.begin();
        var reply = answer(session, line, row);
        figures.answered(row.map(Command::verb).orElse("?"), reply.code(), begun);
        return reply;
    }

    private Reply answer(Session session, Line line, Optional<Command<?>> row) {
        log(line);
        try {
            return carryOut(session, line, row);
        } catch (IOException | ReplyException | RuntimeException e) {
            return Failures.reply(session, line, row, e);
        } catch (OutOfMemoryError e) { // of one command, not of the session
            return Failures.reply(session, line, row, new IllegalStateException(e));
        }
    }

    private static Reply carryOut(Session session, Line line, Optional<Command<?>> row)
            throws IOException, ReplyException {
        if (row.isEmpty()) {
            boolean tooLong = line.equals(Line.TOO_LONG);
            throw new ReplyException(UNRECOGNISED_COMMAND, tooLong ? "The line is too long" : "Unknown command");
        }
        check(session, line, row.get());
        if (row.get().needs(Need.COUNTED)) {
            Quotas.count(session);
        }
        return row.get().carryOut(session, line.argument());
    }

    private static void check(Session session, Line line, Command<?> row) throws ReplyException {
        if (line.argument().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new ReplyException(BAD_ARGUMENT, "Control characters are not allowed");
        }
        if (row.needs(Need.TLS) && session.protection().tls().isEmpty()) {
            throw new ReplyException(NOT_IMPLEMENTED, "There is no TLS here");
        }
        if (!session.loggedIn() && (row.needs(Need.LOGIN) || CommandTable.legacy(line.verb()))) {
            throw new ReplyException(NOT_LOGGED_IN, "Log in with USER and PASS first");
        }
        if (row.needs(Need.ADMINISTRATOR)
                && session.user().filter(User::administrator).isEmpty()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Only administrators may ask this");
        }
        if (row.needs(Need.USER_GIVEN) && !(session.login() instanceof LoginState.Named)) {
            throw new ReplyException(BAD_SEQUENCE, "USER first");
        }
        if (row.needs(Need.PASSWORD_GIVEN)
                && (session.login() instanceof LoginState.Nobody || session.login() instanceof LoginState.Named)) {
            throw new ReplyException(BAD_SEQUENCE, "USER and PASS first");
        }
        if (row.needs(Need.NOBODY) && !(session.login() instanceof LoginState.Nobody)) {
            throw new ReplyException(BAD_SEQUENCE, "Only before USER, or after REIN");
        }
        if (row.needs(Need.RENAME_FROM) && !(session.sequence().pending() instanceof Pending.RenameFrom)) {
            throw new ReplyException(BAD_SEQUENCE, "RNFR first");
        }
        if (row.needs(Need.STORES) && !session.mayStore()) {
            throw new ReplyException(NEED_ACCOUNT_TO_STORE, "An account is needed to store files; send it by ACCT");
        }
        if (row.needs(Need.DATA_CONNECTION)
                && session.policy().dataRequired()
                && session.protection().level() == Protection.Level.CLEAR) {
            LOG.warn("{} refused: data connections must be protected, and the client has not said PROT P", row.verb());
            throw new ReplyException(PROTECTION_TOO_WEAK, "Data connections must be protected: PROT P first");
        }
        if (row.needs(Need.COPY_FROM) && !(session.sequence().pending() instanceof Pending.CopyFrom)) {
            throw new ReplyException(BAD_SEQUENCE, "SITE CPFR first");
        }
    }

    /** A secret stays one behind a tab, or whatever a client takes for a blank. */
    private void log(Line line) {
        if (LOG.isDebugEnabled()) {
            int end = LETTERS.negate().indexIn(line.verb());
            String word = end < 0 ? line.verb() : line.verb().substring(0, end);
            boolean secret =
                    table.find(word).filter(row -> row.needs(Need.SECRET)).isPresent();
            LOG.debug(
                    "> {} {}",
                    secret ? word : Escaped.text(line.verb()),
                    secret ? "***" : Escaped.text(line.argument()));
        }
    }
}
