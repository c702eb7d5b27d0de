package ferry.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A logical line as {@link java.util.Properties} understands it: an empty line, a comment, or a key with its value over one
 * or more lines of the file, all but the last of them ending in a backslash.
 *
 * @param raw the text in the file, line ends included
 * @param number the number of its first line, counted from 1
 * @param pair what it says, nothing for empty lines and comments
 */
record LogicalLine(String raw, int number, Optional<Pair> pair) {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * A key and its value.
     *
     * @param key the key, unescaped
     * @param value the value, unescaped
     * @param valueAt where the value begins in the raw text
     * @param separated whether a separator stands before it
     * @param malformed what is wrong with the escapes
     */
    record Pair(String key, String value, int valueAt, boolean separated, List<String> malformed) {}

    /** The logical lines of a text. Their raw texts make up the whole of it. */
    static List<LogicalLine> split(String text) {
        var lines = new ArrayList<LogicalLine>();
        int number = 1;
        int from = 0;
        if (text.startsWith(BYTE_ORDER_MARK)) {
            lines.add(new LogicalLine(BYTE_ORDER_MARK, number, Optional.empty()));
            from = BYTE_ORDER_MARK.length();
        }
        while (from < text.length()) {
            int to = naturalEnd(text, from);
            int naturalLines = 1;
            boolean silent = silent(text, from, to);
            for (int last = from; !silent && to < text.length() && continued(text, last, to); naturalLines++) {
                last = to;
                to = naturalEnd(text, to);
            }
            var raw = text.substring(from, to);
            lines.add(new LogicalLine(raw, number, silent ? Optional.empty() : Optional.of(read(raw))));
            number += naturalLines;
            from = to;
        }
        return List.copyOf(lines);
    }

    /** The line with another value, its key and separator as they were. */
    String withValue(String value) {
        var pair = pair().orElseThrow();
        var begin = raw.substring(0, pair.valueAt()) + (pair.separated() ? "" : "=");
        return begin + Escapes.value(value) + lineEnd();
    }

    /** How many line ends must follow so that what comes next in the file is a line of its own. */
    int missingLineEnds() {
        int missing = lineEnd().isEmpty() ? 1 : 0;
        return pair.isPresent() && continued(raw, 0, raw.length()) ? missing + 1 : missing;
    }

    /** The line end of the last of its lines, empty if the file ends without one. */
    String lineEnd() {
        return raw.substring(contentEnd(raw, 0, raw.length()));
    }

    private static int naturalEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return text.length();
    }

    /** Where the line end begins, of the line that ends at {@code to}. */
    private static int contentEnd(String text, int from, int to) {
        if (to > from && text.charAt(to - 1) == '\r') {
            return to - 1;
        }
        if (to > from && text.charAt(to - 1) == '\n') {
            return to - 1 > from && text.charAt(to - 2) == '\r' ? to - 2 : to - 1;
        }
        return to;
    }

    private static boolean continued(String text, int from, int to) {
        int end = contentEnd(text, from, to);
        int i = end;
        while (i > from && text.charAt(i - 1) == '\\') {
            i--;
        }
        return (end - i) % 2 == 1;
    }

    /** Whether a line says nothing: it is empty, a comment, or only a backslash, which continues with a new beginning. */
    private static boolean silent(String text, int from, int to) {
        int end = contentEnd(text, from, to);
        int i = blanksEnd(text, from, end);
        return i == end || text.charAt(i) == '#' || text.charAt(i) == '!' || loneBackslash(text, i, end, to);
    }

    private static boolean loneBackslash(String text, int at, int end, int to) {
        return text.charAt(at) == '\\' && at + 1 == end && end < to;
    }

    private static int blanksEnd(CharSequence text, int from, int to) {
        int i = from;
        while (i < to && blank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    /** Reads a key and its value from the lines joined to one, of which each character knows its place in the raw text. */
    private static Pair read(String raw) {
        var joined = new StringBuilder(raw.length());
        var places = new int[raw.length() + 1];
        for (int from = 0, to; from < raw.length(); from = to) {
            to = naturalEnd(raw, from);
            int end = contentEnd(raw, from, to) - (continued(raw, from, to) ? 1 : 0);
            for (int i = blanksEnd(raw, from, end); i < end; i++) {
                places[joined.length()] = i;
                joined.append(raw.charAt(i));
                places[joined.length()] = i + 1;
            }
        }
        int keyEnd = keyEnd(joined);
        int valueAt = valueAt(joined, keyEnd);
        var malformed = new ArrayList<String>();
        var key = Escapes.decode(joined.substring(0, keyEnd), malformed);
        var value = Escapes.decode(joined.substring(valueAt), malformed);
        return new Pair(key, value, places[valueAt], valueAt > keyEnd, List.copyOf(malformed));
    }

    private static int keyEnd(CharSequence line) {
        int i = 0;
        while (i < line.length() && !separator(line.charAt(i)) && !blank(line.charAt(i))) {
            i += line.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, line.length());
    }

    private static int valueAt(CharSequence line, int keyEnd) {
        int i = blanksEnd(line, keyEnd, line.length());
        if (i < line.length() && separator(line.charAt(i))) {
            i = blanksEnd(line, i + 1, line.length());
        }
        return i;
    }

    private static boolean separator(char c) {
        return c == '=' || c == ':';
    }
}
