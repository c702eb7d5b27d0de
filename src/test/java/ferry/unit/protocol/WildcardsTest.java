package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.Folding;
import ferry.protocol.NameCoding;
import ferry.protocol.Wildcards;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of names as configurations have them. */
final class WildcardsTest {
    private static Wildcards pattern(String text) {
        return Wildcards.escaped(text, Folding.CASE_COUNTS);
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Ab,   a*b,    a-b",
        "a%3Fb,   a?b,    a-b",
        "a%25b,   a%b,    a-b",
        "%3B%2C%3A, ';,:', ''",
        "caf%C3%A9, caf\u00e9, cafe",
        "%20*,    ' a',   a",
        "?,       \uD83D\uDEA2, ab",
    })
    void takeAByteForItself(String text, String name, String other) {
        assertTrue(pattern(text).matches(name));
        assertFalse(pattern(text).matches(other));
    }

    @Test
    void takeAByteThatIsNoText() {
        String name = NameCoding.UTF_8.decode(new byte[] {'a', (byte) 0xff});

        assertTrue(pattern("a%FF").matches(name));
        assertFalse(pattern("a%FE").matches(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%2%41", "a%2Fb", "%00", "%+1", "% 1"})
    void refuseWhatIsNoByteOfAName(String text) {
        assertThrows(IllegalArgumentException.class, () -> pattern(text));
    }

    @Test
    void takeComposedAndDecomposedLettersForTheSame() {
        assertEquals(Folding.CASE_COUNTS.fold("e\u0301"), Folding.CASE_COUNTS.fold("\u00e9"));
        assertTrue(pattern("%C3%A9*").matches(Folding.CASE_COUNTS.fold("e\u0301t\u00e9")));
    }

    @ParameterizedTest
    @CsvSource({"EXE,exe", "\u0130,i\u0307", "\u0131,i", "\u017f,s", "\u212a,k", "stra\u00dfe,STRASSE"})
    void foldCase(String one, String other) {
        assertEquals(Folding.CASELESS.fold(one), Folding.CASELESS.fold(other));
    }

    @Test
    void passesOverCharactersThatNobodySees() {
        assertEquals(".git", Folding.LOOKALIKE.fold("\u200c.g\u00adi\ufe0ft\udb40\udd00"));
        assertEquals("\u200c.git", Folding.CASELESS.fold("\u200c.git"));
    }

    @Test
    void foldVariantsOfLetters() {
        assertEquals(".exe", Folding.LOOKALIKE.fold("\uff0e\uff25\uff38\uff25"));
    }

    @Test
    void keepBytesThatAreNoText() {
        assertEquals("\udcff", Folding.LOOKALIKE.fold("\udcff"));
    }

    @Test
    void matchInBoundedTime() {
        var pattern = pattern("*a".repeat(100) + "b");
        String name = "a".repeat(255);

        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1000; i++) {
                assertFalse(pattern.matches(name));
            }
        });
    }
}
