package ferry.command;

import ferry.file.Entry;
import ferry.protocol.Line;
import ferry.protocol.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * The lines of LIST, in the format of {@code ls -l} that every client reads. Times are UTC, as those of MDTM and MLSD
 * are, so that a client that compares them finds no difference. For one thread.
 */
final class LineFormat {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final String BITS = "rwxrwxrwx";
    private static final String[] MODES =
            IntStream.rangeClosed(0, 0777).mapToObj(LineFormat::mode).toArray(String[]::new);
    private static final int SIZE_WIDTH = 12;
    private static final int RECENT_DAYS = 180;
    private static final int DAY = 24 * 60 * 60;

    private final Instant from;
    private final Instant to;

    /** Used for line after line, without garbage. */
    private final Line line = new Line();

    /** Lines as seen at this time: entries of the last half year show the hour, others the year. */
    LineFormat(Instant now) {
        from = now.minus(RECENT_DAYS, ChronoUnit.DAYS);
        to = now.plus(1, ChronoUnit.DAYS);
    }

    /** The line of an entry, without a line end; it is written anew by the next call. */
    Line line(Entry entry) {
        line.clear()
                .append(
                        switch (entry.kind()) {
                            case DIRECTORY -> 'd';
                            case LINK -> 'l';
                            case FILE, OTHER -> '-';
                        });
        line.append(MODES[entry.mode() & 0777]);
        line.append("   1 ftp      ftp      ");
        line.append(entry.size(), SIZE_WIDTH).append(' ');
        time(entry.modified());
        return line.append(' ').name(entry.name());
    }

    private static String mode(int bits) {
        var mode = new StringBuilder(BITS);
        for (int i = 0; i < BITS.length(); i++) {
            if (((bits >> (BITS.length() - 1 - i)) & 1) == 0) {
                mode.setCharAt(i, '-');
            }
        }
        return mode.toString();
    }

    private void time(Instant instant) {
        var day = Timestamp.day(instant);
        line.append(MONTHS[day.getMonthValue() - 1]).append(' ');
        line.append(day.getDayOfMonth(), 2).append(' ');
        if (instant.isAfter(from) && instant.isBefore(to)) {
            int minute = Math.floorMod(instant.getEpochSecond(), DAY) / 60;
            line.twoDigits(minute / 60).append(':').twoDigits(minute % 60);
        } else {
            line.append(Math.clamp(day.getYear(), 1000, 9999), 5);
        }
    }
}
