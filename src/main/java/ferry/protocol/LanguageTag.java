package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A language: the argument of LANG, RFC 2640, section 4.1. Letters are lower case.
 *
 * @param text the tag of RFC 5646, such as {@code en} or {@code en-gb}
 */
public record LanguageTag(String text) {
    /** RFC 5646, section 4.4.1, asks for 35; the pattern would take a stack as deep as the text is long. */
    private static final int LONGEST = 255;

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    /** Reads a tag, or nothing, which stands for the language of the server; 501 for other text. */
    public static Optional<LanguageTag> parse(String argument) throws ReplyException {
        String text = argument.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST || !TAG.matcher(text).matches()) {
            throw new ReplyException(BAD_ARGUMENT, "LANG takes a tag such as en");
        }
        return Optional.of(new LanguageTag(text.toLowerCase(Locale.ROOT)));
    }

    /** Whether this is the language or one of its variants: {@code en-gb} is {@code en}. */
    public boolean within(String language) {
        return text.equals(language) || text.startsWith(language + "-");
    }
}
