package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;

/** How the bytes of a file are represented on the data connection: TYPE, RFC 959, section 3.1.1. */
public enum RepresentationType {
    /** Lines that end in CR LF; the default of the RFC. */
    ASCII,
    /** The bytes as they are. */
    IMAGE;

    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    /** Reads the argument of TYPE: {@code A}, {@code A N}, {@code I} and {@code L 8}; 504 for the others the RFC has, 501 else. */
    public static RepresentationType parse(String argument) throws ReplyException {
        List<String> words = WORDS.splitToList(argument.toUpperCase(Locale.ROOT));
        return switch (String.join(" ", words)) {
            case "A", "A N" -> ASCII;
            case "I", "L 8", "L8" -> IMAGE;
            case "A T", "A C" -> throw notCarriedOut("Only the format control N is carried out");
            case "E", "E N", "E T", "E C" -> throw notCarriedOut("EBCDIC is not carried out");
            default -> throw otherwise(words);
        };
    }

    private static ReplyException otherwise(List<String> words) {
        if (words.size() == 2
                && words.getFirst().equals("L")
                && CharMatcher.inRange('0', '9').matchesAllOf(words.get(1))) {
            return notCarriedOut("Only bytes of 8 bits are carried out");
        }
        return new ReplyException(BAD_ARGUMENT, "TYPE takes A, A N, I or L 8");
    }

    private static ReplyException notCarriedOut(String text) {
        return new ReplyException(PARAMETER_NOT_IMPLEMENTED, text);
    }
}
