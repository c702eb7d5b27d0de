package ferry.properties;

import java.util.List;

/** The backslash escapes of {@link java.util.Properties}. */
final class Escapes {
    private static final int UNICODE_DIGITS = 4;

    private Escapes() {}

    /** The text that these characters stand for. An escape that is none is added to {@code malformed}, its backslash left out. */
    static String decode(CharSequence escaped, List<String> malformed) {
        var text = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i++);
            if (c != '\\' || i == escaped.length()) {
                text.append(c);
                continue;
            }
            char letter = escaped.charAt(i++);
            if (letter != 'u') {
                text.append(control(letter));
            } else if (unicode(escaped, i)) {
                text.append((char) Integer.parseInt(escaped, i, i + UNICODE_DIGITS, 16));
                i += UNICODE_DIGITS;
            } else {
                malformed.add("\\u must be followed by four hexadecimal digits; a backslash is written \\\\");
                text.append(letter);
            }
        }
        return text.toString();
    }

    private static char control(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> letter;
        };
    }

    private static boolean unicode(CharSequence text, int from) {
        return from + UNICODE_DIGITS <= text.length()
                && text.subSequence(from, from + UNICODE_DIGITS).chars().allMatch(Escapes::hexDigit);
    }

    private static boolean hexDigit(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    /** The key as it stands in a file. */
    static String key(String key) {
        var escaped = new StringBuilder(key.length());
        key.chars().forEach(c -> append(escaped, (char) c, " =:#!".indexOf(c) >= 0));
        return escaped.toString();
    }

    /** The value as it stands in a file. */
    static String value(String value) {
        var escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            // At the beginning these would belong to the separator.
            append(escaped, value.charAt(i), i == 0 && " =:".indexOf(value.charAt(i)) >= 0);
        }
        return escaped.toString();
    }

    /** Appends a character. All but printable ASCII is escaped, so that readers with another charset see the same text. */
    private static void append(StringBuilder escaped, char c, boolean special) {
        switch (c) {
            case '\t' -> escaped.append("\\t");
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\f' -> escaped.append("\\f");
            case '\\' -> escaped.append("\\\\");
            default -> {
                if (c < ' ' || c > '~') {
                    escaped.append(String.format("\\u%04X", (int) c));
                } else {
                    escaped.append(special ? "\\" : "").append(c);
                }
            }
        }
    }
}
