package ferry.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final double STEP = 1024;

    private Figures() {}

    /** Such as {@code 1.2 GiB}. */
    public static String bytes(double bytes) {
        double figure = bytes;
        int unit = 0;
        while (figure >= STEP && unit + 1 < UNITS.size()) {
            figure /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || figure >= 100 ? "%.0f %s" : "%.1f %s", figure, UNITS.get(unit));
    }

    /** Such as {@code 1.2 MiB/s}. */
    public static String rate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** Such as {@code 3d 4h}, {@code 2h 5m}, {@code 7m 1s} or {@code 12s}. */
    public static String time(long seconds) {
        var time = Duration.ofSeconds(seconds);
        if (time.toDays() > 0) {
            return time.toDays() + "d " + time.toHoursPart() + "h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + "h " + time.toMinutesPart() + "m";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m " + time.toSecondsPart() + "s" : seconds + "s";
    }
}
