package ferry.command;

import ferry.file.Entry;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The lines of LIST, in the format of {@code ls -l} that every client reads. Times are UTC, as those of MDTM and MLSD
 * are, so that a client that compares them finds no difference.
 */
final class LineFormat {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final String BITS = "rwxrwxrwx";
    private static final int SIZE_WIDTH = 12;
    private static final int RECENT_DAYS = 180;

    private final Instant now;

    /** Lines as seen at this time: entries of the last half year show the hour, others the year. */
    LineFormat(Instant now) {
        this.now = now;
    }

    /** The line of an entry, without a line end. */
    String line(Entry entry) {
        var line = new StringBuilder(64 + entry.name().length());
        line.append(
                switch (entry.kind()) {
                    case DIRECTORY -> 'd';
                    case LINK -> 'l';
                    case FILE, OTHER -> '-';
                });
        for (int i = 0; i < BITS.length(); i++) {
            line.append(((entry.mode() >> (BITS.length() - 1 - i)) & 1) == 1 ? BITS.charAt(i) : '-');
        }
        line.append("   1 ftp      ftp      ");
        String size = Long.toString(entry.size());
        line.repeat(' ', Math.max(0, SIZE_WIDTH - size.length())).append(size).append(' ');
        time(line, entry.modified());
        return line.append(' ').append(printable(entry.name())).toString();
    }

    private void time(StringBuilder line, Instant instant) {
        var time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        line.append(MONTHS[time.getMonthValue() - 1]).append(' ');
        padded(line, time.getDayOfMonth(), ' ');
        line.append(' ');
        boolean recent = instant.isAfter(now.minus(RECENT_DAYS, ChronoUnit.DAYS))
                && instant.isBefore(now.plus(1, ChronoUnit.DAYS));
        if (recent) {
            padded(line, time.getHour(), '0');
            line.append(':');
            padded(line, time.getMinute(), '0');
        } else {
            line.append(' ').append(Math.clamp(time.getYear(), 1000, 9999));
        }
    }

    private static void padded(StringBuilder line, int number, char pad) {
        if (number < 10) {
            line.append(pad);
        }
        line.append(number);
    }

    /** A name without control characters: a CR LF in it would be a line of its own. */
    static String printable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return name.codePoints()
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return name;
    }
}
