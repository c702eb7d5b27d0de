package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.base.Splitter;
import ferry.protocol.ReplyException;
import java.util.Optional;

/**
 * The argument of CSID.
 *
 * @param program the client's name and version
 */
record ClientIdentity(String program) {
    /** Reads {@code Name=<text>; Version=<text>; ...} in any order; what else is told is left out, a name is needed. */
    static ClientIdentity parse(String argument) throws ReplyException {
        String name = value(argument, "Name")
                .orElseThrow(() -> new ReplyException(BAD_ARGUMENT, "CSID takes Name=<text>; Version=<text>;"));
        return new ClientIdentity((name + " " + value(argument, "Version").orElse("")).strip());
    }

    private static Optional<String> value(String argument, String key) {
        return Splitter.on(';')
                .trimResults()
                .splitToStream(argument)
                .filter(pair -> pair.regionMatches(true, 0, key + "=", 0, key.length() + 1))
                .map(pair -> pair.substring(key.length() + 1).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
