package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.NameCoding;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as bytes and as text. */
final class NameCodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a.txt", "\u00e4\u00f6\u00fc", "\u6587\u4ef6", "\ud83d\ude00", "a b\"c"})
    void readsAndWritesUtf8(String name) {
        assertEquals(name, NameCoding.UTF_8.decode(name.getBytes(UTF_8)));
        assertArrayEquals(name.getBytes(UTF_8), NameCoding.UTF_8.encode(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "ISO-8859-1", "windows-1252", "US-ASCII", "GB18030"})
    void losesNoByte(String charset) {
        var coding = new NameCoding(Charset.forName(charset));
        var random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            var bytes = bytes(random);

            assertArrayEquals(
                    bytes,
                    coding.encode(coding.decode(bytes)),
                    () -> HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void givesDifferentBytesDifferentTexts() {
        var random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            var one = bytes(random);
            var other = bytes(random);

            assertEquals(
                    Arrays.equals(one, other), NameCoding.UTF_8.decode(one).equals(NameCoding.UTF_8.decode(other)));
        }
    }

    @Test
    void tellsWhatIsTextFromWhatIsNot() {
        byte[] text = "\u6587".getBytes(UTF_8);
        byte[] half = {text[0], text[1]};

        assertTrue(NameCoding.UTF_8.decodes(text, 0, text.length));
        assertFalse(NameCoding.UTF_8.decodes(half, 0, half.length));
    }

    @Test
    void readsAPartOfTheBytes() {
        assertEquals("bc", NameCoding.UTF_8.decode("abcd".getBytes(UTF_8), 1, 3));
        assertEquals("\u00e4", NameCoding.UTF_8.decode("a\u00e4b".getBytes(UTF_8), 1, 3));
    }

    @Test
    void tellsWhatCanBeSaidWithoutLoss() {
        assertTrue(NameCoding.UTF_8.encodes("\u6587\udc80"));
        assertFalse(NameCoding.UTF_8.encodes("\ud800"));
        assertFalse(NameCoding.UTF_8.encodes("\udcc3\udca4")); // these two bytes are a letter
        assertFalse(new NameCoding(Charset.forName("GBK")).encodes("\ud83d\ude00"));
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(3) == 0) {
                bytes[i] = (byte) "ab/A~".charAt(random.nextInt(5));
            }
        }
        return bytes;
    }
}
