package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.PortRange;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** passive.ports. */
final class PortRangeTest {
    @ParameterizedTest
    @CsvSource({
        "30000-30999,   30000, 30999, 1000",
        "2000,          2000,  2000,  1",
        "2000-2000,     2000,  2000,  1",
        "' 1 - 65535 ', 1,     65535, 65535"
    })
    void readsTheFirstAndTheLastPort(String text, int first, int last, int size) {
        var range = PortRange.parse(text);

        assertEquals(new PortRange(first, last), range);
        assertEquals(size, range.size());
        assertFalse(range.any());
    }

    @Test
    void readsZeroAsAnyPort() {
        assertTrue(PortRange.parse("0").any());
        assertEquals(PortRange.ANY, PortRange.parse("0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-",
                "1-",
                "-1",
                "1-2-3",
                "2-1",
                "0-5",
                "65535-65536",
                "65536",
                "99999999999",
                "1,2",
                "1..2",
                "0x10-0x20"
            })
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> PortRange.parse(text));
    }

    @Test
    void throwsNothingElseWhateverTheText() {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            while (random.nextInt(8) != 0) {
                text.append("0123456789-- x\u0660".charAt(random.nextInt(15)));
            }
            try {
                var range = PortRange.parse(text.toString());

                assertTrue(range.any() || (range.first() >= 1 && range.first() <= range.last()), text::toString);
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }
}
