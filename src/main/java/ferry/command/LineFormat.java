package ferry.command;

import ferry.file.Entry;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final String BLANKS = " ".repeat(SIZE_WIDTH);
    private static final int RECENT_DAYS = 180;
    private static final int DAY = 24 * 60 * 60;

    private final Instant from;
    private final Instant to;

    /** Used for line after line, without garbage. */
    private final StringBuilder line = new StringBuilder(128);

    /** Lines as seen at this time: entries of the last half year show the hour, others the year. */
    LineFormat(Instant now) {
        from = now.minus(RECENT_DAYS, ChronoUnit.DAYS);
        to = now.plus(1, ChronoUnit.DAYS);
    }

    /** The line of an entry, without a line end. */
    String line(Entry entry) {
        line.setLength(0);
        line.append(
                switch (entry.kind()) {
                    case DIRECTORY -> 'd';
                    case LINK -> 'l';
                    case FILE, OTHER -> '-';
                });
        line.append(MODES[entry.mode() & 0777]);
        line.append("   1 ftp      ftp      ");
        size(entry.size());
        time(entry.modified());
        return line.append(' ').append(printable(entry.name())).toString();
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

    /** To the right of its column. */
    private void size(long size) {
        int start = line.length();
        line.append(size);
        int missing = SIZE_WIDTH - (line.length() - start);
        if (missing > 0) {
            line.insert(start, BLANKS, 0, missing);
        }
        line.append(' ');
    }

    private void time(Instant instant) {
        var day = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), DAY));
        line.append(MONTHS[day.getMonthValue() - 1]).append(' ');
        padded(day.getDayOfMonth(), ' ');
        line.append(' ');
        if (instant.isAfter(from) && instant.isBefore(to)) {
            int minute = Math.floorMod(instant.getEpochSecond(), DAY) / 60;
            padded(minute / 60, '0');
            line.append(':');
            padded(minute % 60, '0');
        } else {
            line.append(' ').append(Math.clamp(day.getYear(), 1000, 9999));
        }
    }

    private void padded(int number, char pad) {
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
