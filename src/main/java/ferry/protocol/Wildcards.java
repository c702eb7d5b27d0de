package ferry.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of one name: {@code *} is any characters, {@code ?} is one character. Matching takes at most the product of both
 * lengths, whatever the pattern.
 */
public final class Wildcards {
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] pattern;

    private Wildcards(int[] pattern) {
        this.pattern = pattern;
    }

    /** The pattern that is written like this. */
    public static Wildcards of(String text) {
        return new Wildcards(points(text).toArray());
    }

    /**
     * The pattern that is written like this in a configuration: a percent sign and two hexadecimal digits are a byte of a name
     * in UTF-8 and nothing else, so {@code %2A} is a star itself. Throws IllegalArgumentException that says what is wrong.
     */
    public static Wildcards escaped(String text, Folding folding) {
        var points = IntStream.builder();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '*' || text.charAt(i) == '?') {
                folding.fold(unescaped(text.substring(from, i))).codePoints().forEach(points);
                from = i + 1;
                if (i < text.length()) {
                    points.add(text.charAt(i) == '*' ? ANY : ONE);
                }
            }
        }
        return new Wildcards(points.build().toArray());
    }

    private static IntStream points(String text) {
        return text.codePoints().map(c -> c == '*' ? ANY : c == '?' ? ONE : c);
    }

    private static String unescaped(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return text;
        }
        var name = new StringBuilder(text.substring(0, percent));
        for (int i = percent; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                name.append(text.charAt(i));
                continue;
            }
            int end = i;
            while (end < text.length() && text.charAt(end) == '%') {
                end += 3;
            }
            name.append(NameCoding.UTF_8.decode(bytes(text, i, end)));
            i = end - 1;
        }
        if (name.indexOf("/") >= 0 || name.indexOf("\0") >= 0) {
            throw new IllegalArgumentException("no name has a slash or a NUL in it");
        }
        return name.toString();
    }

    private static byte[] bytes(String text, int from, int to) {
        try {
            return HexFormat.of().parseHex(text.substring(from, to).replace("%", ""));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "% begins an escape and is followed by two hexadecimal digits; a percent sign is %25", e);
        }
    }

    /** Whether every name fits. */
    public boolean any() {
        return pattern.length > 0 && IntStream.of(pattern).allMatch(c -> c == ANY);
    }

    /** Whether every name that fits the other pattern is known to fit this one. */
    public boolean covers(Wildcards other) {
        return any() || (other.plain() ? matches(other.pattern) : equals(other));
    }

    private boolean plain() {
        return IntStream.of(pattern).noneMatch(c -> c < 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Wildcards wildcards && Arrays.equals(pattern, wildcards.pattern);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pattern);
    }

    /** Whether a name fits. */
    public boolean matches(String name) {
        return matches(name.codePoints().toArray());
    }

    private boolean matches(int[] name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length) {
            if (p < pattern.length && pattern[p] == ANY) {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length && (pattern[p] == ONE || pattern[p] == name[n])) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == ANY) {
            p++;
        }
        return p == pattern.length;
    }
}
