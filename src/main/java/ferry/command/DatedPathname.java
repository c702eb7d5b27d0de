package ferry.command;

import ferry.protocol.Pathname;
import ferry.protocol.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The argument of MDTM as old clients send it to set a time.
 *
 * @param time the time
 * @param pathname of what
 */
record DatedPathname(Instant time, Pathname pathname) {
    private static final Pattern FORM = Pattern.compile(
            "(?<time>[0-9]{14}(\\.[0-9]{1,9})?)((?<sign>[+-])(?<zone>[0-9]{1,4}))? +(?<name>[^ ].*)", Pattern.DOTALL);
    private static final int DIGITS_WITH_HOURS = 4;
    private static final Duration FARTHEST = Duration.ofHours(14);

    /**
     * Reads {@code YYYYMMDDhhmmss[.sss][+-zone] name}; nothing when this is another text. The zone is how far the time is
     * ahead of UTC: up to three digits are minutes, as Serv-U's clients write it, four are hours and minutes.
     */
    static Optional<DatedPathname> read(String argument) {
        var form = FORM.matcher(argument);
        if (!form.matches()) {
            return Optional.empty();
        }
        var zone = zone(form.group("sign"), form.group("zone"));
        if (zone.abs().compareTo(FARTHEST) > 0) {
            return Optional.empty();
        }
        var name = new Pathname(form.group("name"));
        return Timestamp.read(form.group("time")).map(time -> new DatedPathname(time.minus(zone), name));
    }

    private static Duration zone(@Nullable String sign, @Nullable String digits) {
        if (sign == null || digits == null) {
            return Duration.ZERO;
        }
        int number = Integer.parseInt(digits);
        boolean hours = digits.length() == DIGITS_WITH_HOURS;
        var ahead = Duration.ofMinutes(hours ? number / 100 * 60 + number % 100 : number);
        return sign.equals("-") ? ahead.negated() : ahead;
    }
}
