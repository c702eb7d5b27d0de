package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** uploadrate and downloadrate. */
final class PaceTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void hasNoLimitWithoutARate(long rate) {
        assertFalse(Pace.of(rate).limited());
        assertEquals(1_000_000, Pace.of(rate).step(1_000_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "400, 100", "4000000, 1000"})
    void movesSoLittleAtATimeThatNoWaitIsLong(long rate, int step) {
        assertTrue(Pace.of(rate).limited());
        assertEquals(step, Pace.of(rate).step(1000));
    }

    @Test
    void waitsUntilSoManyBytesMayMove() {
        var pace = Pace.of(100_000);
        long before = System.nanoTime();

        pace.spend(10_000);
        pace.spend(1);

        assertTrue(System.nanoTime() - before >= 90_000_000);
    }

    @Test
    void spendsNothingOnNothing() {
        var pace = Pace.of(1);
        long before = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            pace.spend(0);
            pace.spend(-1);
        }

        assertTrue(System.nanoTime() - before < 10_000_000_000L);
    }
}
