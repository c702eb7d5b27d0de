package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

/**
 * A pathname as the client wrote it, not yet resolved: RFC 959's {@code <pathname>}.
 *
 * @param text the text; bytes that are no text stand in it as the escapes of {@link NameCoding}
 */
public record Pathname(String text) {
    /** Reads a pathname; an empty one or one with a control character is refused with 501. */
    public static Pathname parse(String argument) throws ReplyException {
        if (argument.isEmpty()) {
            throw new ReplyException(BAD_ARGUMENT, "A pathname is needed");
        }
        return optional(argument);
    }

    /** Reads a pathname that may be missing: an empty one stands for the current folder. */
    public static Pathname optional(String argument) throws ReplyException {
        for (int i = 0; i < argument.length(); i++) {
            if (Character.isISOControl(argument.charAt(i))) {
                throw new ReplyException(BAD_ARGUMENT, "Pathname has a control character");
            }
        }
        return new Pathname(argument);
    }
}
