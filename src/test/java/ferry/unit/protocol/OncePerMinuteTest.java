package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.protocol.OncePerMinute;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OncePerMinuteTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final OncePerMinute gate = new OncePerMinute(nanos::get);

    @Test
    void tellsTheFirstAtOnce() {
        assertEquals(1, gate.happened());
    }

    @Test
    void tellsNothingWithinAMinuteAndThenTheirNumber() {
        gate.happened();
        assertEquals(0, gate.happened());
        assertEquals(0, gate.happened());

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertEquals(3, gate.happened());
        assertEquals(0, gate.happened());
    }
}
