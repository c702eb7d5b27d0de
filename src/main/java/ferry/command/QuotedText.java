package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pathnames of which a verb takes several: one with blanks stands in quotes, and a quote inside them is doubled.
 */
final class QuotedText {
    private final String text;
    private int at;

    private QuotedText(String text) {
        this.text = text;
    }

    /** The pathnames in a text, between blanks. */
    static List<Pathname> words(String text) throws ReplyException {
        return new QuotedText(text).split(' ');
    }

    /** The pathnames in a text, between commas; those without quotes may have blanks inside. */
    static List<Pathname> list(String text) throws ReplyException {
        return new QuotedText(text).split(',');
    }

    /** The pathname in quotes with which a text begins, and what stands behind it. */
    record Head(Pathname pathname, String rest) {
        /** Reads it; 501 when there is none. */
        static Head of(String text) throws ReplyException {
            var quoted = new QuotedText(text);
            var pathname = Pathname.parse(quoted.inQuotes());
            return new Head(pathname, text.substring(quoted.at));
        }
    }

    /** A pathname as a reply tells it: quotes inside are doubled, RFC 959, appendix II. */
    static String quoted(String pathname) {
        return '"' + pathname.replace("\"", "\"\"") + '"';
    }

    private List<Pathname> split(char separator) throws ReplyException {
        var pathnames = new ArrayList<Pathname>();
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            boolean quotes = text.charAt(at) == '"';
            pathnames.add(Pathname.parse(quotes ? inQuotes() : plain(separator)));
            skipBlanks();
            if (separator != ' ' && at < text.length() && text.charAt(at++) != separator) {
                throw new ReplyException(BAD_ARGUMENT, "Pathnames are separated by commas");
            }
        }
        return List.copyOf(pathnames);
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private String plain(char separator) {
        int end = text.indexOf(separator, at);
        int to = end < 0 ? text.length() : end;
        String word = text.substring(at, to).stripTrailing();
        at = to;
        return word;
    }

    private String inQuotes() throws ReplyException {
        var name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean doubled = c == '"' && text.startsWith("\"\"", at);
            if (c == '"' && !doubled) {
                at++;
                if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != ',') {
                    break;
                }
                return name.toString();
            }
            name.append(c);
            at += doubled ? 1 : 0;
        }
        throw new ReplyException(BAD_ARGUMENT, "A quote is missing");
    }
}
