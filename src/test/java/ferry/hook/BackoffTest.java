package ferry.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long is waited between attempts. */
final class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 16", "9, 256", "10, 300", "1000000, 300"})
    void doublesUpToFiveMinutes(int failures, long seconds) {
        for (int i = 0; i < 100; i++) {
            var pause = Duration.ofNanos(backoff.nanos(failures, Duration.ofSeconds(1)));
            assertTrue(pause.compareTo(Duration.ofSeconds(seconds)) <= 0, pause::toString);
            assertTrue(pause.compareTo(Duration.ofMillis(seconds * 500)) >= 0, pause::toString);
        }
    }

    @Test
    void keepsToALongerFirstPause() {
        var pause = Duration.ofNanos(backoff.nanos(7, Duration.ofHours(1)));
        assertTrue(pause.compareTo(Duration.ofMinutes(30)) >= 0 && pause.compareTo(Duration.ofHours(1)) <= 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                           | 120
            0                             | 0
            Sun, 06 Nov 1994 08:50:37 GMT | 60
            Sun, 06 Nov 1994 08:00:00 GMT | 0
            999999999                     | 3600
            soon                          | 0
            -1                            | 0
            """)
    void waitsAsAReceiverSays(String header, long seconds) {
        assertEquals(
                seconds,
                Posts.pause(header, Instant.parse("1994-11-06T08:49:37Z")).toSeconds());
    }
}
