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
        String bare = argument.stripLeading();
        String rest = bare.startsWith("-") ? bare : argument; // "LIST  -la", as devices write it
        while (rest.startsWith("-")) {
            int blank = rest.indexOf(' ');
            options.append(blank < 0 ? rest : rest.substring(0, blank));
            rest = blank < 0 ? "" : rest.substring(blank).stripLeading();
        }
        return new ListArgument(
                options.indexOf("a") >= 0 || options.indexOf("A") >= 0,
                options.indexOf("R") >= 0,
                options.indexOf("t") >= 0,
                options.indexOf("r") >= 0,
                Pathname.optional(rest));
    }
}
