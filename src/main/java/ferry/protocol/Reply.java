package ferry.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * A reply of one line or more, RFC 959, section 4.2.
 *
 * @param code the reply code
 * @param lines the text, at least one line, without codes and line ends
 */
public record Reply(ReplyCode code, List<String> lines) {
    /** Checks that there is a line. */
    public Reply {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has a line");
        }
    }

    /** A reply of one line. */
    public static Reply of(ReplyCode code, String text) {
        return new Reply(code, List.of(text));
    }

    /** A reply whose lines stand between a first and a last line, as FEAT, STAT and MLST want it. */
    public static Reply of(ReplyCode code, String first, List<String> between, String last) {
        var lines = new ArrayList<String>(between.size() + 2);
        lines.add(first);
        for (String line : between) {
            lines.add(" " + line);
        }
        lines.add(last);
        return new Reply(code, lines);
    }

    /** The text of a reply of one line, or the first line of a longer one. */
    public String text() {
        return lines.getFirst();
    }

    /**
     * The bytes of this reply in {@code coding}, line ends included. A CR, LF or NUL inside the text is replaced, so
     * that no name can forge a line; every byte 255 is doubled, as the Telnet layer asks (RFC 2640, section 3.1).
     */
    public byte[] encode(NameCoding coding) {
        var text = new StringBuilder(64);
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            String line = lines.get(i);
            if (i == 0 || i == last || startsLikeACode(line)) {
                text.append(code.number()).append(i == last ? ' ' : '-');
            }
            appendSafely(text, line);
            text.append("\r\n");
        }
        return TelnetBytes.escaped(coding.encode(text.toString()));
    }

    /** RFC 959 asks that a middle line beginning with digits be padded; ours carries the code then. */
    private static boolean startsLikeACode(String line) {
        return !line.isEmpty() && line.charAt(0) >= '0' && line.charAt(0) <= '9';
    }

    private static void appendSafely(StringBuilder text, String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            text.append(c < ' ' || c == 0x7f ? '?' : c);
        }
    }
}
