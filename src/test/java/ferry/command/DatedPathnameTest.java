package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The date in front of a name in MDTM, and whatever clients may send in its place. */
final class DatedPathnameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20020717210715 a           | 2002-07-17T21:07:15Z     | a
            20020717210715 a  b        | 2002-07-17T21:07:15Z     | a  b
            20020717210715.5 a         | 2002-07-17T21:07:15.500Z | a
            20020717210715+60 a        | 2002-07-17T20:07:15Z     | a
            20020717210715.5-0130 a    | 2002-07-17T22:37:15.500Z | a
            20020717210715 20020717210715 a | 2002-07-17T21:07:15Z | 20020717210715 a
            """)
    void readsATimeAndAName(String argument, Instant time, String name) {
        assertEquals(Optional.of(new DatedPathname(time, new Pathname(name))), DatedPathname.read(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "20020717210715",
                "20020717210715 ",
                "2002071721071 a",
                "20020717210715a",
                "20020732210715 a",
                "20020717210715+ a",
                "20020717210715+841 a",
                "20020717210715+1401 a",
                "20020717210715+12345 a",
                "20020717210715. a",
                "x20020717210715 a"
            })
    void findsNoDateInOtherText(String argument) {
        assertEquals(Optional.empty(), DatedPathname.read(argument));
    }

    @Test
    void neverFails() throws ReplyException {
        String letters = "0012 +-.9a;=UNIXmodifyT";
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "20020717210715" : "");
            while (random.nextInt(12) != 0) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            DatedPathname.read(text.toString())
                    .ifPresent(dated -> assertEquals(
                            text.charAt(text.length() - 1),
                            dated.pathname()
                                    .text()
                                    .charAt(dated.pathname().text().length() - 1)));
        }
    }
}
