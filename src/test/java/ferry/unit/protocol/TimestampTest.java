package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-val of RFC 3659, section 2.3. */
final class TimestampTest {
    @ParameterizedTest
    @CsvSource({
        "19980615100045,           1998-06-15T10:00:45Z",
        "19980615100045.014,       1998-06-15T10:00:45.014Z",
        "20000229235959,           2000-02-29T23:59:59Z",
        "20261231235960,           2026-12-31T23:59:59Z",
        "00010101000000.000000001, 0001-01-01T00:00:00.000000001Z",
        "19700101000000.5,         1970-01-01T00:00:00.5Z",
    })
    void isReadAsUtc(String text, Instant instant) throws ReplyException {
        assertEquals(instant, Timestamp.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1998061510004",
                "199806151000455",
                "19980615100045.",
                "19980615100045.x",
                "1998-06-15",
                "19981315100045",
                "19980231100045",
                "19980615240045",
                "19980615106045",
                "19980615100061",
                "19980615100099",
                "+9980615100045",
                " 19980615100045",
                "19980615100045.0123456789",
                "٢٠٢٦٠١٠١٠٠٠٠٠٠"
            })
    void isRefusedWhenItIsNone(String text) {
        var refusal = assertThrows(ReplyException.class, () -> Timestamp.parse(text));

        assertEquals(501, refusal.reply().code().number());
        assertEquals(Optional.empty(), Timestamp.read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,       20260102030405",
        "2026-01-02T03:04:05.999Z,   20260102030405",
        "0987-12-31T23:59:59Z,       09871231235959",
        "-0005-01-01T00:00:00Z,      00000101000000",
        "+12345-01-01T00:00:00Z,     99990101000000",
        "+1000000000-12-31T23:59:59Z, 99991231235959",
        "-1000000000-01-01T00:00:00Z, 00000101000000",
    })
    void isWrittenInFourteenDigits(Instant instant, String text) {
        assertEquals(text, Timestamp.format(instant));
    }

    @Test
    void isReadAsItWasWritten() throws ReplyException {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var instant = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));

            assertEquals(instant.truncatedTo(ChronoUnit.SECONDS), Timestamp.parse(Timestamp.format(instant)));
        }
    }
}
