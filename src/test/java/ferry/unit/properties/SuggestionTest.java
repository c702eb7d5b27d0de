package ferry.unit.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.properties.Suggestion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("ftp.listen", "ftps.listen", "idle-timeout", "login-timeout", "passive.ports", "max-sessions");

    @ParameterizedTest
    @CsvSource({
        "ftp.listne, ftp.listen",
        "ftps.lisen, ftps.listen",
        "idletimeout, idle-timeout",
        "IDLE-TIMEOUT, idle-timeout",
        "passive.port, passive.ports",
        "passive, passive.ports",
        "pas, passive.ports",
        "max-sessions-per-user, max-sessions",
    })
    void findsTheNearest(String word, String nearest) {
        assertEquals(Optional.of(nearest), Suggestion.nearest(word, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "ma", "listen-address"})
    void findsNothingNearAStrangeWord(String word) {
        assertEquals(Optional.empty(), Suggestion.nearest(word, KNOWN));
    }

    @Test
    void countsTwoNeighboursInEachOthersPlaceAsOneError() {
        assertEquals(Optional.of("ab"), Suggestion.nearest("ba", List.of("xyz", "ab")));
    }

    @Test
    void prefersTheWordItselfToOneWithNeighboursInEachOthersPlace() {
        assertEquals(Optional.of("abcd"), Suggestion.nearest("ABCD", List.of("abdc", "abcd")));
    }

    @Test
    void saysWhatIsUnknownAndWhatWasMeant() {
        assertEquals(
                "unknown key \"idle-timeut\"; did you mean \"idle-timeout\"?",
                Suggestion.unknown("key", "idle-timeut", KNOWN));
    }

    @Test
    void saysWhatIsUnknownWithoutAGuess() {
        assertEquals("unknown key \"colour\"", Suggestion.unknown("key", "colour", KNOWN));
    }
}
