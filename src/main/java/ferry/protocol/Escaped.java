package ferry.protocol;

/** Text from outside made harmless for a log: control characters, those that turn the direction of text, and lone surrogates are written as escapes. */
public final class Escaped {
    private Escaped() {}

    /** The same text, with each control character, line separator and lone surrogate as {@code \}{@code xHH} or {@code \}{@code uHHHH}. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (dangerous(text.charAt(i))) {
                return escape(text);
            }
        }
        return text;
    }

    /** Whether this ends a line, shows it in another order, or is no text. */
    public static boolean dangerous(char c) {
        return Character.isISOControl(c)
                || Character.isSurrogate(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e') // these and the next would show a line in another order
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                escaped.append(c).append(text.charAt(++i));
            } else if (c >= 0xdc80 && c <= 0xdcff) {
                escaped.append("\\x").append(Integer.toHexString(c & 0xff));
            } else if (dangerous(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
