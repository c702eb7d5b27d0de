package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.Line;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineTest {
    private final Line line = new Line();

    @Test
    void hasTheBytesOfAscii() {
        line.append('a').append("b c").append(12, 1).twoDigits(7);

        assertTrue(line.ascii());
        assertEquals("ab c1207", new String(Arrays.copyOf(line.bytes(), line.length()), US_ASCII));
        assertEquals("ab c1207", line.toString());
    }

    @Test
    void growsAsNeeded() {
        line.append("a".repeat(300)).append("b".repeat(3000)).append('c').append(1, 5000);

        assertEquals("a".repeat(300) + "b".repeat(3000) + "c" + " ".repeat(4999) + "1", line.toString());
    }

    @Test
    void hasTextOfAllCharacters() {
        line.append("a")
                .append("文\udcff🚢")
                .append('b')
                .append(42, 4)
                .twoDigits(1)
                .append("c");

        assertFalse(line.ascii());
        assertEquals("a文\udcff🚢b  4201c", line.toString());
        assertEquals(line.toString().length(), line.length());
    }

    @Test
    void beginsAnew() {
        line.append("文");

        assertEquals("a", line.clear().append("a").toString());
        assertTrue(line.ascii());
    }

    @Test
    void losesItsEnd() {
        line.append("abc").cut(1);
        assertEquals("a", line.toString());

        line.append("文文").cut(2);
        assertEquals("a文", line.toString());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            0,                   1, "0"
            9,                   1, "9"
            10,                  1, "10"
            7,                   3, "  7"
            1234,                3, "1234"
            9223372036854775807, 1, "9223372036854775807"
            """)
    void putsNumbersToTheRight(long number, int width, String expected) {
        assertEquals(expected, line.append(number, width).toString());
    }

    @Test
    void tellsNamesWithoutControlCharacters() {
        assertEquals("a??b", line.name("a\r\nb").toString());
        assertTrue(line.ascii());
        assertEquals("?🚢", line.clear().name("\u0085🚢").toString());
    }
}
