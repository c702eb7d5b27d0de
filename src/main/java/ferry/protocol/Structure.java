package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import java.util.Locale;

/** The structure of a file on the data connection: STRU, RFC 959, section 3.1.2. */
public enum Structure {
    /** A sequence of bytes. */
    FILE,
    /** A sequence of records, which are the lines of the file. */
    RECORD;

    /** Reads the argument of STRU; 504 for pages, which no file here has (RFC 1123, 4.1.2.3), 501 else. */
    public static Structure parse(String argument) throws ReplyException {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "F" -> FILE;
            case "R" -> RECORD;
            case "P" -> throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Files have no pages here");
            default -> throw new ReplyException(BAD_ARGUMENT, "STRU takes F or R");
        };
    }
}
