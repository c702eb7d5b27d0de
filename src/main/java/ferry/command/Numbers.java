package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.primitives.Longs;
import ferry.protocol.ReplyException;

/** Readers of numbers. */
final class Numbers {
    private Numbers() {}

    /** Reads a number of bytes, 0 or more. */
    static long offset(String argument) throws ReplyException {
        String digits = argument.strip();
        var number = digits.startsWith("-") || digits.startsWith("+") ? null : Longs.tryParse(digits);
        if (number == null) {
            throw new ReplyException(BAD_ARGUMENT, "A number of bytes is needed");
        }
        return number;
    }
}
