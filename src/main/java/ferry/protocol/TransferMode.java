package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import java.util.Locale;

/** How the end of a file is told on the data connection, and what is done to its bytes: MODE, RFC 959, section 3.4. */
public enum TransferMode {
    /** By closing the data connection. */
    STREAM,
    /** By the descriptor of a block. */
    BLOCK,
    /** By an escape sequence; runs of a byte are shortened. */
    COMPRESSED,
    /** As stream mode, packed by zlib: draft-preston-ftpext-deflate. */
    DEFLATE;

    /** Reads the argument of MODE; 501 for what is none. */
    public static TransferMode parse(String argument) throws ReplyException {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "S" -> STREAM;
            case "B" -> BLOCK;
            case "C" -> COMPRESSED;
            case "Z" -> DEFLATE;
            default -> throw new ReplyException(BAD_ARGUMENT, "MODE takes S, B, C or Z");
        };
    }
}
