package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A time-val of RFC 3659, section 2.3: {@code YYYYMMDDHHMMSS}, with an optional fraction, always UTC. */
public final class Timestamp {
    /** Java's time has none, RFC 3659's has. */
    private static final int LEAP_SECOND = 60;

    private static final int DAY = 24 * 60 * 60;

    private Timestamp() {}

    /** The fourteen digits of this instant. */
    public static String format(Instant instant) {
        var digits = new Line();
        append(digits, instant);
        return digits.toString();
    }

    /** Puts the fourteen digits of this instant at the end of a line. */
    public static void append(Line line, Instant instant) {
        long second = instant.getEpochSecond();
        var day = day(instant);
        int time = Math.floorMod(second, DAY);
        int year = Math.clamp(day.getYear(), 0, 9999);
        line.twoDigits(year / 100)
                .twoDigits(year % 100)
                .twoDigits(day.getMonthValue())
                .twoDigits(day.getDayOfMonth())
                .twoDigits(time / 3600)
                .twoDigits(time / 60 % 60)
                .twoDigits(time % 60);
    }

    /** The day of this instant, or the nearest one that Java has: its instants go further by a year. */
    public static LocalDate day(Instant instant) {
        return LocalDate.ofEpochDay(Math.clamp(
                Math.floorDiv(instant.getEpochSecond(), DAY), LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay()));
    }

    /** Reads a time-val; 501 when it is none. */
    public static Instant parse(String text) throws ReplyException {
        return read(text)
                .orElseThrow(() -> new ReplyException(BAD_ARGUMENT, "A time is written YYYYMMDDHHMMSS, in UTC"));
    }

    /** The instant of this time-val, or nothing when it is none. */
    public static Optional<Instant> read(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        if (whole.length() != 14
                || !digits(whole)
                || !digits(fraction)
                || fraction.length() > 9
                || (point >= 0 && fraction.isEmpty())) {
            return Optional.empty();
        }
        int second = part(whole, 12, 14);
        try {
            int nanos = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
            var time = LocalDateTime.of(
                    part(whole, 0, 4),
                    part(whole, 4, 6),
                    part(whole, 6, 8),
                    part(whole, 8, 10),
                    part(whole, 10, 12),
                    second == LEAP_SECOND ? 59 : second,
                    nanos);
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int part(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
