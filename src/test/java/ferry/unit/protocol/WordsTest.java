package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.protocol.Fact;
import ferry.protocol.Nothing;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.TelnetBytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are a word or nothing, the names of facts, and the byte that Telnet keeps for itself. */
final class WordsTest {
    // ---- TelnetBytes

    @Test
    void doublesEachByte255() {
        assertArrayEquals(
                "\u00ff\u00ffa\u00ff\u00ff\u00ff\u00ff".getBytes(ISO_8859_1),
                TelnetBytes.escaped("\u00ffa\u00ff\u00ff".getBytes(ISO_8859_1)));
    }

    @Test
    void copiesNothingWithoutAByte255() {
        byte[] bytes = "abc".getBytes(ISO_8859_1);

        assertSame(bytes, TelnetBytes.escaped(bytes));
    }

    // ---- Pathname and Nothing

    @Test
    void readsAPathnameAsItIs() throws ReplyException {
        assertEquals(" a b ", Pathname.parse(" a b ").text());
        assertEquals("", Pathname.optional("").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0", "a\nb", "\r", "\u007f", "\u0085"})
    void refusesWhatIsNoPathname(String argument) {
        var refusal = assertThrows(ReplyException.class, () -> Pathname.parse(argument));

        assertEquals(501, refusal.reply().code().number());
    }

    @Test
    void takesBlanksForNothing() throws ReplyException {
        assertEquals(Nothing.NOTHING, Nothing.parse(""));
        assertEquals(Nothing.NOTHING, Nothing.parse("  "));
        assertThrows(ReplyException.class, () -> Nothing.parse("x"));
    }

    // ---- Fact

    @ParameterizedTest
    @CsvSource({"type, TYPE", "Size, SIZE", "UNIX.MODE, UNIX_MODE", "unix.owner, UNIX_OWNER"})
    void findsAFactInAnyCase(String name, Fact fact) {
        assertEquals(Optional.of(fact), Fact.named(name));
    }

    @Test
    void knowsNoOtherFacts() {
        assertEquals(Optional.empty(), Fact.named("lang"));
        assertEquals(Optional.empty(), Fact.named(""));
    }
}
