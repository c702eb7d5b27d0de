package ferry.properties;

import java.util.regex.Pattern;

/** Reads numbers of bytes, for both files. */
public final class ByteCount {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,19})([KMGT]?)");
    private static final String UNITS = "KMGT";

    private ByteCount() {}

    /**
     * A number of bytes, 0 or more; K, M, G or T behind it is 1024 and its powers. IllegalArgumentException for all else,
     * with the name of what was {@code wanted}.
     */
    public static long parse(String text, String wanted) {
        var match = NUMBER.matcher(text.strip());
        if (match.matches()) {
            try {
                int power = match.group(2).isEmpty() ? 0 : UNITS.indexOf(match.group(2)) + 1;
                return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << (10 * power));
            } catch (NumberFormatException | ArithmeticException _) {
                // Too large for any disk; said below.
            }
        }
        throw new IllegalArgumentException(wanted + " is needed, not \"" + text + "\"");
    }
}
