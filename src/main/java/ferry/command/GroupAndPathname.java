package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;

/**
 * The argument of SITE CHGRP.
 *
 * @param group the group's name or number
 * @param pathname of what
 */
record GroupAndPathname(String group, Pathname pathname) {
    /** Reads {@code <group> <pathname>}. */
    static GroupAndPathname parse(String argument) throws ReplyException {
        int blank = argument.indexOf(' ');
        if (blank < 0) {
            throw new ReplyException(BAD_ARGUMENT, "CHGRP takes a group and a pathname");
        }
        return new GroupAndPathname(group(argument.substring(0, blank)), Pathname.parse(argument.substring(blank + 1)));
    }

    /** Reads a group; -1 would be a number that the system has another meaning for. */
    static String group(String text) throws ReplyException {
        if (text.isEmpty() || text.startsWith("-") || text.startsWith("+")) {
            throw new ReplyException(BAD_ARGUMENT, "A group is a name or a number");
        }
        return text;
    }
}
