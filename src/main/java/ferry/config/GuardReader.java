package ferry.config;

import static ferry.config.Key.BAN_FAILURES;
import static ferry.config.Key.BAN_FILE;
import static ferry.config.Key.BAN_LONGEST;
import static ferry.config.Key.BAN_TIME;
import static ferry.config.Key.BAN_WINDOW;
import static ferry.config.Key.MAX_COMMANDS_PER_SECOND;
import static ferry.config.Key.MAX_CONNECTIONS_PER_SECOND;
import static ferry.config.Key.MAX_UNAUTHENTICATED;
import static ferry.config.Key.TRUSTED_ADDRESSES;

import ferry.guard.GuardSettings;
import ferry.protocol.AddressList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads who may knock.
 *
 * @param settings the values of the keys
 * @param base the installation folder
 */
record GuardReader(Settings settings, Path base) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_FAILURES = 1000;

    /** The settings of the guard; a client is answered before the time for its login is over. */
    GuardSettings read(Duration loginTimeout) {
        var half = loginTimeout.dividedBy(2);
        return new GuardSettings(
                settings.read(TRUSTED_ADDRESSES, AddressList::parse),
                terms(),
                settings.read(BAN_FILE, text -> text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text))),
                settings.read(MAX_CONNECTIONS_PER_SECOND, Readers::limitOrOff),
                settings.read(MAX_COMMANDS_PER_SECOND, Readers::limitOrOff),
                settings.read(MAX_UNAUTHENTICATED, Readers::limitOrOff),
                half.compareTo(LONGEST_PAUSE) < 0 ? half : LONGEST_PAUSE);
    }

    private GuardSettings.Terms terms() {
        var terms = new GuardSettings.Terms(
                settings.read(BAN_FAILURES, GuardReader::failures),
                settings.read(BAN_WINDOW, Readers::limit),
                settings.read(BAN_TIME, Readers::limit),
                settings.read(BAN_LONGEST, Readers::limit));
        if (terms.longest().compareTo(terms.time()) < 0) {
            settings.fault(BAN_LONGEST, "at least as long as ban.time is needed");
        }
        return terms;
    }

    private static int failures(String text) {
        int failures = Readers.limitOrOff(text);
        if (failures > MOST_FAILURES) {
            throw new IllegalArgumentException("off, or a number from 1 to " + MOST_FAILURES + " is needed");
        }
        return failures;
    }
}
