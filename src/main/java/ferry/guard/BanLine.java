package ferry.guard;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import ferry.protocol.Escaped;
import ferry.protocol.Network;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** A ban as a line of text: address, end, number, reason. */
final class BanLine {
    private static final Splitter WORDS =
            Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().limit(4);

    private BanLine() {}

    /** Whether a line has nothing to read. */
    static boolean comment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** Reads a line; throws IllegalArgumentException that says what is wrong. */
    static Ban parse(String line) {
        List<String> words = WORDS.splitToList(line);
        if (words.size() < 3) {
            throw new IllegalArgumentException("an address, a time, a number and a reason are needed");
        }
        var network = Network.parse(words.get(0))
                .orElseThrow(() -> new IllegalArgumentException(
                        "an address or a network like 192.0.2.0/24 is needed, not \"" + words.get(0) + "\""));
        var times = Optional.ofNullable(Ints.tryParse(words.get(2)))
                .filter(number -> number >= 0)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a number of bans from 0 is needed, not \"" + words.get(2) + "\""));
        return new Ban(network, until(words.get(1)), times, words.size() < 4 ? "" : Escaped.text(words.get(3)));
    }

    private static Instant until(String word) {
        try {
            return Instant.parse(word);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time like 2026-05-01T12:00:00Z is needed, not \"" + word + "\"", e);
        }
    }

    /** The line of a ban. */
    static String of(Ban ban) {
        return ban.network() + " " + ban.until() + " " + ban.times() + " " + Escaped.text(ban.reason());
    }
}
