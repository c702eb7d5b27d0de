package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pathnames in quotes. */
final class QuotedTextTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            a                | a
            a b              | a;b
            '  a   b '       | a;b
            "a b" c          | a b;c
            "a""b" "c,d"     | a"b;c,d
            a"b c            | a"b;c
            a,b              | a,b
            """)
    void readsWords(String text, String expected) throws ReplyException {
        assertEquals(List.of(expected.split(";", -1)), texts(QuotedText.words(text)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            a             | a
            a b, c        | a b;c
            "a, b",c d    | a, b;c d
            "a" , b ,c    | a;b;c
            a,            | a
            """)
    void readsLists(String text, String expected) throws ReplyException {
        assertEquals(List.of(expected.split(";", -1)), texts(QuotedText.list(text)));
    }

    @Test
    void readsNothing() throws ReplyException {
        assertEquals(List.of(), QuotedText.words(""));
        assertEquals(List.of(), QuotedText.list("  "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"a\"b", "\"\"", "a \"", "\"a\"\""})
    void refusesQuotesThatDoNotEnd(String text) {
        assertThrows(ReplyException.class, () -> QuotedText.words(text));
    }

    @Test
    void readsWhatItHasQuoted() throws ReplyException {
        String letters = "\" ,a\\";
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var name = new StringBuilder("x");
            while (random.nextInt(6) != 0) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            String quoted = QuotedText.quoted(name.toString());
            assertEquals(List.of(name.toString(), "b"), texts(QuotedText.words(quoted + " b")));
            assertEquals(List.of("b", name.toString()), texts(QuotedText.list("b, " + quoted)));
        }
    }

    private static List<String> texts(List<Pathname> pathnames) {
        return pathnames.stream().map(Pathname::text).toList();
    }
}
