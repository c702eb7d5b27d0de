package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.BAD_SEQUENCE;
import static ferry.protocol.ReplyCode.LEVEL_NOT_SUPPORTED;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.POLICY_DENIES;
import static ferry.protocol.ReplyCode.PROTECTION_DENIED;
import static ferry.protocol.ReplyCode.SECURITY_EXCHANGE_BEGINS;

import ferry.protocol.Nothing;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.ControlLayer;
import ferry.session.LoginState;
import ferry.session.Protection;
import ferry.session.Session;
import java.util.Locale;

/** How connections are protected: RFC 2228, section 3, in the way of RFC 4217. */
final class Security {
    private Security() {}

    /**
     * RFC 4217, 4. 234, and the handshake begins behind it; 503 where TLS is already, or somebody is logged in; 504, 534 for a
     * mechanism that the administrator does not allow. What was said of a login before is forgotten.
     */
    static Reply authenticate(Session session, Mechanism mechanism) throws ReplyException {
        var protection = session.protection();
        if (protection.commandsProtected()) {
            throw new ReplyException(BAD_SEQUENCE, "TLS is there already");
        }
        if (session.loggedIn()) {
            throw new ReplyException(BAD_SEQUENCE, "Only before the login, or after REIN");
        }
        if (mechanism == Mechanism.SSL
                && !protection.tls().orElseThrow().settings().authSsl()) {
            throw new ReplyException(POLICY_DENIES, "AUTH TLS is needed here");
        }
        session.login(LoginState.Nobody.NOBODY);
        session.switchAfterReply(ControlLayer.PROTECTED);
        protection.dataFromStart(mechanism == Mechanism.SSL);
        return Reply.of(SECURITY_EXCHANGE_BEGINS, "Begin the TLS handshake");
    }

    /**
     * A size of PBSZ.
     *
     * @param bytes what the client is ready to take
     */
    record BufferSize(long bytes) {
        private static final long MOST = 0xffff_ffffL;

        /** Reads a number of 32 bits; 501. */
        static BufferSize parse(String argument) throws ReplyException {
            try {
                long bytes = Long.parseLong(argument.strip());
                if (bytes >= 0 && bytes <= MOST) {
                    return new BufferSize(bytes);
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new ReplyException(BAD_ARGUMENT, "A number of bytes is needed");
        }
    }

    /** RFC 4217, 8. 200, always for 0, since TLS has records of its own; 503 without AUTH, 501. */
    static Reply bufferSize(Session session, BufferSize size) throws ReplyException {
        if (!session.protection().commandsProtected()) {
            throw new ReplyException(BAD_SEQUENCE, "AUTH first");
        }
        session.protection().agreeBufferSize();
        return Reply.of(OKAY, "PBSZ=0");
    }

    /** RFC 4217, 9. 200; 503 without PBSZ, 534 for C where that is not allowed, 536 for S and E, 504. */
    static Reply level(Session session, String argument) throws ReplyException {
        var level = switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "C" -> Protection.Level.CLEAR;
            case "P" -> Protection.Level.PRIVATE;
            case "S", "E" -> throw new ReplyException(LEVEL_NOT_SUPPORTED, "TLS has the levels C and P");
            default -> throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "PROT takes C or P");
        };
        var protection = session.protection();
        if (!protection.commandsProtected() || !protection.bufferSizeAgreed()) {
            throw new ReplyException(BAD_SEQUENCE, "AUTH and PBSZ first");
        }
        if (level == Protection.Level.CLEAR && session.policy().dataRequired()) {
            throw new ReplyException(POLICY_DENIES, "Data connections must be protected here");
        }
        protection.level(level);
        return Reply.of(
                OKAY,
                level == Protection.Level.PRIVATE ? "Data connections are protected" : "Data connections are in clear");
    }

    /** RFC 4217, 12.3. 200, and the control connection goes on in clear behind it; 533 without AUTH, 534 where it is not allowed. */
    static Reply clearCommands(Session session, Nothing nothing) throws ReplyException {
        var protection = session.protection();
        if (!protection.commandsProtected()) {
            throw new ReplyException(PROTECTION_DENIED, "The control connection is in clear already");
        }
        if (!protection.tls().orElseThrow().settings().clearCommandChannel()) {
            throw new ReplyException(POLICY_DENIES, "The control connection stays protected here");
        }
        session.switchAfterReply(ControlLayer.COMMANDS_IN_CLEAR);
        return Reply.of(OKAY, "The control connection goes on in clear");
    }
}
