package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import java.util.Locale;

/** How the end of a file is told on the data connection: MODE, RFC 959, section 3.4. */
public enum TransferMode {
    /** By closing the data connection. */
    STREAM;

    /** Reads the argument of MODE; 504 for block, compressed and deflate mode, 501 else. */
    public static TransferMode parse(String argument) throws ReplyException {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "S" -> STREAM;
            case "B", "C", "Z" -> throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Only MODE S is carried out");
            default -> throw new ReplyException(BAD_ARGUMENT, "MODE takes S");
        };
    }
}
