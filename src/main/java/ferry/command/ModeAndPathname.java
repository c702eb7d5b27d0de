package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;

/**
 * The argument of SITE CHMOD.
 *
 * @param mode the permission bits, 0 to 0777
 * @param pathname of what
 */
record ModeAndPathname(int mode, Pathname pathname) {
    /** Reads {@code <octal mode> <pathname>}; the bits above 0777 are refused. */
    static ModeAndPathname parse(String argument) throws ReplyException {
        int blank = argument.indexOf(' ');
        if (blank < 0) {
            throw new ReplyException(BAD_ARGUMENT, "CHMOD takes three octal digits and a pathname");
        }
        return new ModeAndPathname(mode(argument.substring(0, blank)), Pathname.parse(argument.substring(blank + 1)));
    }

    /** Reads the bits alone. */
    static int mode(String digits) throws ReplyException {
        if (!digits.matches("0?[0-7]{3}")) {
            throw new ReplyException(BAD_ARGUMENT, "A mode is three octal digits");
        }
        return Integer.parseInt(digits, 8);
    }
}
