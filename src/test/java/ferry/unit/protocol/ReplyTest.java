package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Replies on the wire: RFC 959, section 4.2. */
final class ReplyTest {
    private static String encoded(Reply reply) {
        return new String(reply.encode(NameCoding.UTF_8), UTF_8);
    }

    @Test
    void writesOneLine() {
        assertEquals("200 Done\r\n", encoded(Reply.of(ReplyCode.OKAY, "Done")));
    }

    @Test
    void writesLinesBetweenAFirstAndALast() {
        var reply = Reply.of(ReplyCode.SYSTEM_STATUS, "Features:", List.of("SIZE", "MDTM"), "End");

        assertEquals("211-Features:\r\n SIZE\r\n MDTM\r\n211 End\r\n", encoded(reply));
        assertEquals("Features:", reply.text());
    }

    @Test
    void letsNoLineInTheMiddleLookLikeTheLast() {
        var reply = new Reply(ReplyCode.SYSTEM_STATUS, List.of("first", "211 forged", "9 lives", "plain", "last"));

        assertEquals("211-first\r\n211-211 forged\r\n211-9 lives\r\nplain\r\n211 last\r\n", encoded(reply));
    }

    @Test
    void letsNoNameForgeALine() {
        assertEquals(
                "257 \"/a??226 forged?\" ?\r\n",
                encoded(Reply.of(ReplyCode.PATHNAME_CREATED, "\"/a\r\n226 forged\0\" \u007f")));
    }

    @Test
    void doublesTheByteThatTelnetTakesForACommand() {
        var reply = Reply.of(ReplyCode.PATHNAME_CREATED, NameCoding.UTF_8.decode(new byte[] {'x', (byte) 255, 'y'}));

        assertArrayEquals("257 x\u00ff\u00ffy\r\n".getBytes(ISO_8859_1), reply.encode(NameCoding.UTF_8));
    }

    @Test
    void writesTextInUtf8() {
        assertEquals("257 \u6587\u4ef6\r\n", encoded(Reply.of(ReplyCode.PATHNAME_CREATED, "\u6587\u4ef6")));
    }

    @Test
    void hasALine() {
        assertThrows(IllegalArgumentException.class, () -> new Reply(ReplyCode.OKAY, List.of()));
    }

    @Test
    void endsItsLastLineAndNoOtherWithCodeAndBlankWhateverTheText() {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var lines = random.ints(1 + random.nextInt(5))
                    .mapToObj(_ -> text(random))
                    .toList();

            var wire = Arrays.asList(encoded(new Reply(ReplyCode.OKAY, lines)).split("\r\n", -1));

            assertEquals(lines.size() + 1, wire.size());
            assertEquals("", wire.getLast());
            assertTrue(wire.get(lines.size() - 1).startsWith("200 "));
            assertFalse(wire.subList(0, lines.size() - 1).stream().anyMatch(line -> line.startsWith("200 ")));
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        while (random.nextInt(10) != 0) {
            text.append("200  \r\n\0a-".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    // ---- reply codes

    @Test
    void countsItsCodesUpwards() {
        int before = 0;
        for (var code : ReplyCode.values()) {
            assertTrue(code.number() >= before, code::name); // RFC 4217 has taken numbers of RFC 1639 and 2428 again
            before = code.number();
        }
    }

    @Test
    void knowsWhatTheFirstDigitSays() {
        for (var code : ReplyCode.values()) {
            int first = code.number() / 100;
            assertEquals(first == 1, code.preliminary(), code::name);
            assertEquals(first == 2 || first == 3, code.positive(), code::name);
        }
    }
}
