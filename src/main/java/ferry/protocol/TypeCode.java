package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;

/**
 * The argument of TYPE: RFC 959, section 5.3.
 *
 * @param type the representation type
 * @param format the format control; NON_PRINT where the type is no text
 */
public record TypeCode(RepresentationType type, FormatControl format) {
    /** The default of the RFC. */
    public static final TypeCode DEFAULT = new TypeCode(RepresentationType.ASCII, FormatControl.NON_PRINT);

    /** The bytes as they are. */
    public static final TypeCode IMAGE = new TypeCode(RepresentationType.IMAGE, FormatControl.NON_PRINT);

    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

    /** Reads {@code A} and {@code E}, each with N, T or C, {@code I} and {@code L 8}; 504 for other byte sizes, 501 else. */
    public static TypeCode parse(String argument) throws ReplyException {
        List<String> words = WORDS.splitToList(argument.toUpperCase(Locale.ROOT));
        return switch (String.join(" ", words)) {
            case "A", "A N" -> DEFAULT;
            case "A T" -> new TypeCode(RepresentationType.ASCII, FormatControl.TELNET);
            case "A C" -> new TypeCode(RepresentationType.ASCII, FormatControl.CARRIAGE_CONTROL);
            case "E", "E N" -> new TypeCode(RepresentationType.EBCDIC, FormatControl.NON_PRINT);
            case "E T" -> new TypeCode(RepresentationType.EBCDIC, FormatControl.TELNET);
            case "E C" -> new TypeCode(RepresentationType.EBCDIC, FormatControl.CARRIAGE_CONTROL);
            case "I", "L 8", "L8" -> IMAGE;
            default -> throw otherwise(words);
        };
    }

    private static ReplyException otherwise(List<String> words) {
        if (words.size() == 2 && words.getFirst().equals("L") && DIGITS.matchesAllOf(words.get(1))) {
            return new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Bytes have 8 bits here; use TYPE L 8");
        }
        return new ReplyException(BAD_ARGUMENT, "TYPE takes A or E with N, T or C, I or L 8");
    }

    /** How STAT tells it. */
    @Override
    public String toString() {
        return switch (format) {
            case NON_PRINT -> type.toString();
            case TELNET -> type + " T";
            case CARRIAGE_CONTROL -> type + " C";
        };
    }
}
