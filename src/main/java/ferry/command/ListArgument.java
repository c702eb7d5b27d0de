package ferry.command;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;

/**
 * The argument of LIST, NLST and STAT: options as {@code ls} has them, which clients send although no RFC knows them,
 * and a pathname.
 *
 * @param all hidden entries too: {@code -a}
 * @param recursive folders below as well: {@code -R}
 * @param byTime the newest first: {@code -t}
 * @param reverse the other way round: {@code -r}
 * @param pathname what to list; empty for the current folder
 */
record ListArgument(boolean all, boolean recursive, boolean byTime, boolean reverse, Pathname pathname) {
    /** Reads the words that begin with a dash as options, and what is left as the pathname; unknown options do nothing. */
    static ListArgument parse(String argument) throws ReplyException {
        var options = new StringBuilder();
        int at = firstNotBlank(argument, 0); // "LIST  -la", as devices write it
        int pathname = 0;
        while (at < argument.length() && argument.charAt(at) == '-') {
            int blank = argument.indexOf(' ', at);
            int end = blank < 0 ? argument.length() : blank;
            options.append(argument, at, end);
            at = firstNotBlank(argument, end);
            pathname = at;
        }
        return new ListArgument(
                options.indexOf("a") >= 0 || options.indexOf("A") >= 0,
                options.indexOf("R") >= 0,
                options.indexOf("t") >= 0,
                options.indexOf("r") >= 0,
                Pathname.optional(argument.substring(pathname)));
    }

    private static int firstNotBlank(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
