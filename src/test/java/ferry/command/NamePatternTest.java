package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            *,        ""
            *,        a
            **,       a
            a*,       a
            a*,       ab
            *a,       ba
            *a,       a
            a*b,      ab
            a*b,      axxb
            a*b*c,    aXbYbZc
            *.txt,    a.txt
            *.txt,    .txt
            *.*,      a.b
            ?,        文
            ??,       ab
            a?c,      abc
            a?c*,     abc
            *aab,     aaaab
            """)
    void fits(String pattern, String name) {
        assertTrue(new NamePattern(pattern).matches(name));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            ?,        ""
            ?,        ab
            a*,       ba
            *a,       ab
            a*b,      a
            a*b,      b
            a*b,      abc
            ab*ba,    aba
            *.txt,    a.TXT
            *.txt,    atxt
            a?c,      ac
            [ab],     a
            a.*,      ab
            """)
    void doesNotFit(String pattern, String name) {
        assertFalse(new NamePattern(pattern).matches(name));
    }

    @Test
    void isToldByItsStarsAndQuestionMarks() {
        assertTrue(NamePattern.in("*.txt"));
        assertTrue(NamePattern.in("a?"));
        assertFalse(NamePattern.in("a.txt"));
        assertFalse(NamePattern.in("[a]"));
        assertFalse(NamePattern.in(""));
    }

    @Test
    void fitsWhatTheSameRegularExpressionFits() {
        var random = new Random(42);
        for (int i = 0; i < 50_000; i++) {
            String pattern = text(random, "ab*?", 8);
            String name = text(random, "ab", 8);
            String expression = pattern.replace("*", ".*").replace("?", ".");

            assertEquals(
                    Pattern.matches(expression, name),
                    new NamePattern(pattern).matches(name),
                    () -> pattern + " " + name);
        }
    }

    @Test
    void takesNoLongTimeForManyStars() {
        var pattern = new NamePattern("a*".repeat(4000) + "b");
        String name = "a".repeat(255);

        assertTimeout(Duration.ofSeconds(5), () -> assertFalse(pattern.matches(name)));
    }

    private static String text(Random random, String letters, int most) {
        var text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
