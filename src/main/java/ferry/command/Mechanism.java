package ferry.command;

import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.util.Locale;

/** The argument of AUTH: RFC 4217, section 17, and what clients said before it. */
enum Mechanism {
    /** TLS or TLS-C: data connections are in clear until PROT P. */
    TLS,
    /** SSL or TLS-P: data connections are protected at once. */
    SSL;

    /** Reads a name, in upper or lower case; 504 for one of another mechanism. */
    static Mechanism parse(String argument) throws ReplyException {
        return switch (Text.required(argument).strip().toUpperCase(Locale.ROOT)) {
            case "TLS", "TLS-C" -> TLS;
            case "SSL", "TLS-P" -> SSL;
            default -> throw new ReplyException(ReplyCode.PARAMETER_NOT_IMPLEMENTED, "Only AUTH TLS is known");
        };
    }
}
