package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

/** The argument of a verb that takes none. */
public enum Nothing {
    /** The one value. */
    NOTHING;

    /** Reads no argument; blanks are nothing too, as some devices send them. */
    public static Nothing parse(String argument) throws ReplyException {
        if (!argument.isBlank()) {
            throw new ReplyException(BAD_ARGUMENT, "No argument is taken");
        }
        return NOTHING;
    }
}
