package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import com.google.common.base.Splitter;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * The argument of MFMT and SITE UTIME.
 *
 * @param time the modification time
 * @param pathname of what
 */
record TimeAndPathname(Instant time, Pathname pathname) {
    private static final int TIMES_AND_ZONE = 4;

    /** The digits of a time without seconds. */
    private static final int MINUTES = 12;

    /** Reads {@code YYYYMMDDHHMMSS <pathname>}. */
    static TimeAndPathname parse(String argument) throws ReplyException {
        int blank = argument.indexOf(' ');
        if (blank < 0) {
            throw new ReplyException(BAD_ARGUMENT, "A time and a pathname are needed");
        }
        return new TimeAndPathname(
                Timestamp.parse(argument.substring(0, blank)), Pathname.parse(argument.substring(blank + 1)));
    }

    /**
     * Reads one of the two forms that clients send: {@code YYYYMMDDHHMM[SS] <pathname>}, or {@code <pathname>} and
     * three times (access, modification, creation) and {@code UTC}. Seconds may be missing in all of them.
     */
    static TimeAndPathname parseSite(String argument) throws ReplyException {
        List<String> words = Splitter.on(' ').splitToList(argument.stripTrailing());
        int count = words.size();
        if (count > TIMES_AND_ZONE && words.getLast().equalsIgnoreCase("UTC")) {
            var modified = Timestamp.read(seconds(words.get(count - 3)));
            if (modified.isPresent()) {
                String name = String.join(" ", words.subList(0, count - TIMES_AND_ZONE));
                return new TimeAndPathname(modified.get(), Pathname.parse(name));
            }
        }
        String first = words.getFirst();
        return parse(seconds(first) + argument.substring(first.length()));
    }

    /** The same time with its seconds, which may be missing. */
    private static String seconds(String time) {
        return time.length() == MINUTES ? time + "00" : time;
    }
}
