package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.Escaped;
import ferry.protocol.Fact;
import ferry.protocol.ForeignProtocol;
import ferry.protocol.Nothing;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.TelnetBytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small words of the protocol. */
final class WordsTest {
    // ---- Escaped

    @ParameterizedTest
    @ValueSource(strings = {"", "a.txt", "a b\"c\\", "\u6587\u4ef6", "\ud83d\ude00"})
    void leavesHarmlessTextAsItIs(String text) {
        assertEquals(text, Escaped.text(text));
    }

    @Test
    void escapesWhatCouldForgeALineOfALog() {
        assertEquals("a\\u000d\\u000ab", Escaped.text("a\r\nb"));
        assertEquals("\\u001b[31m\\u0000\\u007f\\u0085", Escaped.text("\u001b[31m\0\u007f\u0085"));
        assertEquals("\\u2028\\u2029", Escaped.text("\u2028\u2029"));
    }

    @Test
    void escapesBytesThatAreNoText() {
        assertEquals("a\\xffb\\xe4", Escaped.text("a\udcffb\udce4"));
        assertEquals("\\ud83d", Escaped.text("\ud83d"));
        assertEquals("\\n\ud83d\ude00".replace("\\n", "\\u000a"), Escaped.text("\n\ud83d\ude00"));
    }

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

    // ---- ForeignProtocol

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET", "GET /", "POST /upload HTTP/1.1", "HEAD / HTTP/1.0", "get / HTTP/1.1", "anything HTTP/2",
                "anything HTTP/1.1 ", "EHLO x", "ehlo x", "Mail from:<>", "DATA", "starttls"
            })
    void knowsTheWordsOfHttpAndSmtp(String line) {
        assertTrue(ForeignProtocol.speaks(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "get a",
                "post a",
                "Get a",
                "GETX",
                "RETR GET",
                "RETR a HTTP/",
                "RETR HTTP/1.1.txt",
                "RETR a HTTP/1.1 b",
                "USER data",
                "DELE a",
                " GET /"
            })
    void takesFtpForFtp(String line) {
        assertFalse(ForeignProtocol.speaks(line));
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
        assertEquals(Optional.empty(), Fact.named("charset"));
        assertEquals(Optional.empty(), Fact.named(""));
    }
}
