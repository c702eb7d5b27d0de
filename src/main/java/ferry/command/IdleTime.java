package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.primitives.Ints;
import ferry.protocol.ReplyException;
import java.time.Duration;
import java.util.Optional;

/**
 * The argument of SITE IDLE.
 *
 * @param limit how long the session may be silent from now on; nothing asks how long it may
 */
record IdleTime(Optional<Duration> limit) {
    /** Reads a number of seconds, 1 or more, or nothing. */
    static IdleTime parse(String argument) throws ReplyException {
        String digits = argument.strip();
        if (digits.isEmpty()) {
            return new IdleTime(Optional.empty());
        }
        var seconds = digits.matches("[0-9]+") ? Ints.tryParse(digits) : null;
        if (seconds == null || seconds == 0) {
            throw new ReplyException(BAD_ARGUMENT, "IDLE takes a number of seconds");
        }
        return new IdleTime(Optional.of(Duration.ofSeconds(seconds)));
    }
}
