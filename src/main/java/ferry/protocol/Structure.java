package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import java.util.Locale;

/** The structure of a file on the data connection: STRU, RFC 959, section 3.1.2. */
public enum Structure {
    /** A sequence of bytes. */
    FILE;

    /** Reads the argument of STRU; 504 for records and pages, 501 else. */
    public static Structure parse(String argument) throws ReplyException {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "F" -> FILE;
            case "R", "P" -> throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Only STRU F is carried out");
            default -> throw new ReplyException(BAD_ARGUMENT, "STRU takes F");
        };
    }
}
