package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import ferry.protocol.ReplyException;

/** Readers of arguments that are text and nothing more. */
final class Text {
    private Text() {}

    /** Reads anything, nothing too. */
    static String any(String argument) {
        return argument;
    }

    /** Reads anything but nothing. */
    static String required(String argument) throws ReplyException {
        if (argument.isBlank()) {
            throw new ReplyException(BAD_ARGUMENT, "An argument is needed");
        }
        return argument;
    }
}
