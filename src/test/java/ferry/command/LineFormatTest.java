package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ferry.file.Entry;
import ferry.protocol.Line;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineFormatTest {
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    private final LineFormat format = new LineFormat(NOW);

    @ParameterizedTest
    @CsvSource(textBlock = """
            FILE,      0644, -rw-r--r--
            FILE,      0000, ----------
            FILE,      0777, -rwxrwxrwx
            DIRECTORY, 0755, drwxr-xr-x
            LINK,      0777, lrwxrwxrwx
            OTHER,     0600, -rw-------
            FILE,      0421, -r---w---x
            """)
    void beginsWithKindAndMode(Entry.Kind kind, String mode, String expected) {
        String line =
                format.line(entry("a", kind, 0, NOW, Integer.parseInt(mode, 8))).toString();

        assertEquals(expected + " ", line.substring(0, 11));
    }

    @Test
    void hasTheColumnsOfLs() {
        String line = format.line(entry("a b.txt", Entry.Kind.FILE, 12_345, NOW, 0644))
                .toString();

        assertEquals("-rw-r--r--   1 ftp      ftp             12345 Mar  1 12:00 a b.txt", line);
    }

    @Test
    void growsWithTheSize() {
        String line = format.line(entry("a", Entry.Kind.FILE, 1_234_567_890_123L, NOW, 0644))
                .toString();

        assertEquals("-rw-r--r--   1 ftp      ftp      1234567890123 Mar  1 12:00 a", line);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2024-03-01T12:00:00Z,   Mar  1 12:00
            2024-02-29T03:04:05Z,   Feb 29 03:04
            2023-09-03T00:00:00Z,   'Sep  3  2023'
            2023-12-31T23:59:59Z,   Dec 31 23:59
            2001-01-10T23:59:59Z,   'Jan 10  2001'
            2024-03-02T11:59:59Z,   Mar  2 11:59
            2024-03-02T12:00:01Z,   'Mar  2  2024'
            2040-06-01T00:00:00Z,   'Jun  1  2040'
            0001-07-01T00:00:00Z,   'Jul  1  1000'
            +12345-08-01T00:00:00Z, 'Aug  1  9999'
            +1000000000-12-31T23:59:59Z, 'Dec 31  9999'
            -1000000000-01-01T00:00:00Z, 'Jan  1  1000'
            """)
    void showsTheMinuteOfTheLastHalfYearElseTheYear(Instant modified, String time) {
        String line =
                format.line(entry("name", Entry.Kind.FILE, 0, modified, 0644)).toString();

        assertEquals(" 0 " + time + " name", line.substring(line.length() - time.length() - 8));
    }

    @Test
    void changesFromMinuteToYearAfter180Days() {
        var border = NOW.minus(Duration.ofDays(180));

        String older = format.line(entry("a", Entry.Kind.FILE, 0, border, 0644)).toString();
        String newer = format.line(entry("a", Entry.Kind.FILE, 0, border.plusSeconds(1), 0644))
                .toString();

        assertEquals("Sep  3  2023 a", older.substring(older.length() - 14));
        assertEquals("Sep  3 12:00 a", newer.substring(newer.length() - 14));
    }

    @Test
    void hasNoControlCharacters() {
        assertEquals("a??b?", Line.printable("a\r\nb\u007f"));
        assertEquals("?🚢", Line.printable("\u0085🚢"));
        assertEquals("?\udcff", Line.printable("\n\udcff"));
        String name = "文 a\"b";
        assertSame(name, Line.printable(name));
    }

    private static Entry entry(String name, Entry.Kind kind, long size, Instant modified, int mode) {
        return new Entry(name, kind, size, new Facts(modified, mode), Optional.empty(), false, Set.of());
    }

    /** What a file system says of a file. */
    private record Facts(Instant modified, int mode) implements PosixFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return FileTime.from(modified);
        }

        @Override
        public Set<PosixFilePermission> permissions() {
            var letters = new StringBuilder("rwxrwxrwx");
            for (int i = 0; i < letters.length(); i++) {
                if ((mode >> (8 - i) & 1) == 0) {
                    letters.setCharAt(i, '-');
                }
            }
            return PosixFilePermissions.fromString(letters.toString());
        }

        @Override
        public FileTime lastAccessTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileTime creationTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRegularFile() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isDirectory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSymbolicLink() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOther() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object fileKey() {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipal owner() {
            throw new UnsupportedOperationException();
        }

        @Override
        public GroupPrincipal group() {
            throw new UnsupportedOperationException();
        }
    }
}
