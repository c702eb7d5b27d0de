package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.protocol.Wording;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WordingTest {
    @Test
    void countsOneAndMany() {
        assertEquals("0 sessions", Wording.count(0, "session"));
        assertEquals("1 session", Wording.count(1, "session"));
        assertEquals("1 session is", Wording.are(1, "session"));
        assertEquals("2 sessions are", Wording.are(2, "session"));
    }

    @Test
    void tellsShortTimesInMilliseconds() {
        assertEquals("250 ms", Wording.time(Duration.ofMillis(250)));
        assertEquals("1 s", Wording.time(Duration.ofSeconds(1)));
        assertEquals("90 s", Wording.time(Duration.ofSeconds(90)));
    }
}
