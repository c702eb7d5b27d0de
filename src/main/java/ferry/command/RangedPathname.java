package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.primitives.Longs;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of XCRC and its kin.
 *
 * @param whole the pathname, when the text has no range
 * @param part the pathname and the range, when the text may have one
 */
record RangedPathname(Pathname whole, Optional<Part> part) {
    private static final Pattern NUMBERS = Pattern.compile(" +([0-9]{1,19})(?: +([0-9]{1,19}))? *");
    private static final Pattern UNQUOTED = Pattern.compile("(.*[^ ])( +[0-9]{1,19} +[0-9]{1,19}) *");

    /**
     * A part of a file.
     *
     * @param pathname the file
     * @param from the position of the first byte
     * @param to the position behind the last byte; Long.MAX_VALUE is the end of the file
     */
    record Part(Pathname pathname, long from, long to) {
        private static Optional<Part> read(Pathname pathname, String numbers) throws ReplyException {
            var form = NUMBERS.matcher(numbers);
            if (!form.matches()) {
                return Optional.empty();
            }
            var from = Longs.tryParse(form.group(1));
            var to = form.group(2) == null ? Long.valueOf(Long.MAX_VALUE) : Longs.tryParse(form.group(2));
            if (from == null || to == null || to < from) {
                throw new ReplyException(BAD_ARGUMENT, "The range ends before it begins");
            }
            return Optional.of(new Part(pathname, from, to));
        }
    }

    /** Reads {@code "<pathname>" [<start> [<end>]]}, or the same without quotes and with both numbers or none. */
    static RangedPathname parse(String argument) throws ReplyException {
        if (!argument.startsWith("\"")) {
            return unquoted(argument);
        }
        var head = QuotedText.Head.of(argument);
        if (head.rest().isBlank()) {
            return new RangedPathname(head.pathname(), Optional.empty());
        }
        var part = Part.read(head.pathname(), head.rest());
        if (part.isEmpty()) {
            throw new ReplyException(BAD_ARGUMENT, "Behind the pathname stand the start and the end");
        }
        return new RangedPathname(new Pathname(argument), part);
    }

    private static RangedPathname unquoted(String argument) throws ReplyException {
        var whole = Pathname.parse(argument);
        var form = UNQUOTED.matcher(argument);
        return new RangedPathname(
                whole, form.matches() ? Part.read(new Pathname(form.group(1)), form.group(2)) : Optional.empty());
    }
}
