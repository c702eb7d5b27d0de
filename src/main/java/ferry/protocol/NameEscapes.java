package ferry.protocol;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a name is told in a charset that does not have all of its characters: <code>%{1F6A2}</code> stands for the
 * character of this number, and <code>%{DCCE}</code> for the byte CE that was no text. Where a name itself looks like
 * that, its percent sign is told as <code>%{25}</code>. So each name is told in a way that leads back to it and to no other.
 */
final class NameEscapes {
    private static final Pattern ESCAPE = Pattern.compile("%\\{([0-9A-F]{2,6})}");
    private static final int PERCENT = '%';

    /** Below are ASCII, which every charset here has, and the control characters, which no pathname has. */
    private static final int FIRST = 0xa0;

    private NameEscapes() {}

    /** Whether this text has an escape in it. */
    static boolean in(String text) {
        return text.contains("%{") && ESCAPE.matcher(text).results().anyMatch(NameEscapes::real);
    }

    /** The text in characters that the charset has, all others escaped. */
    static String escape(String text, Charset charset) {
        var escaped = new StringBuilder(text.length() + 16);
        String told = escapePercents(text);
        for (int i = 0; i < told.length(); i += Character.charCount(told.codePointAt(i))) {
            int c = told.codePointAt(i);
            if (has(charset, c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(escape(c));
            }
        }
        return escaped.toString();
    }

    /** The text that was told by {@link #escape}. */
    static String unescape(String text) {
        return text.contains("%{")
                ? ESCAPE.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                real(found) ? Character.toString(number(found)) : found.group()))
                : text;
    }

    private static String escapePercents(String text) {
        return in(text)
                ? ESCAPE.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                real(found) ? escape(PERCENT) + found.group().substring(1) : found.group()))
                : text;
    }

    /** Some charsets write two characters alike, so what is written must also be read as the same one. */
    private static boolean has(Charset charset, int c) {
        String text = Character.toString(c);
        return c < 0x80 || new String(text.getBytes(charset), charset).equals(text);
    }

    private static String escape(int c) {
        return "%{" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + "}";
    }

    /** Whether this is what {@link #escape} writes; all else stands for itself. */
    private static boolean real(MatchResult found) {
        int c = number(found);
        boolean character = c >= FIRST && Character.isValidCodePoint(c) && !surrogate(c);
        return (c == PERCENT || character || NameCoding.escape(c)) && escape(c).equals(found.group());
    }

    private static boolean surrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static int number(MatchResult found) {
        return Integer.parseInt(found.group(1), 16);
    }
}
