package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.base.Splitter;
import ferry.protocol.ReplyException;
import java.util.List;

/**
 * The argument of ALLO, RFC 959, section 4.1.3.
 *
 * @param bytes how much is about to come
 */
record Allocation(long bytes) {
    /** Reads {@code <bytes> [R <record size>]}. */
    static Allocation parse(String argument) throws ReplyException {
        List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(argument);
        boolean records = words.size() == 3 && words.get(1).equalsIgnoreCase("R");
        if (words.size() != 1 && !records) {
            throw new ReplyException(BAD_ARGUMENT, "ALLO takes <bytes> [R <bytes>]");
        }
        if (records) {
            Numbers.offset(words.get(2));
        }
        return new Allocation(Numbers.offset(words.getFirst()));
    }
}
