package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.NameCoding;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as bytes and as text. */
final class NameCodingTest {
    private static final NameCoding LATIN = NameCoding.named("ISO-8859-1");
    private static final NameCoding GBK = NameCoding.named("GBK");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "ISO-8859-1",
                "GBK",
                "Shift_JIS",
                "windows-31j",
                "windows-1252",
                "Big5",
                "Big5-HKSCS",
                "EUC-KR",
                "x-Johab",
                "EUC-JP",
                "GB18030",
                "US-ASCII"
            })
    void tellsEachNameInAWayThatLeadsBackToIt(String charset) {
        var coding = NameCoding.named(charset);
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String name = name(random);
            if (NameCoding.UTF_8.encodes(name)) {
                byte[] told = coding.encode(name);

                assertEquals(
                        name,
                        coding.name(coding.decode(told)),
                        () -> HexFormat.of().formatHex(told));
                assertEquals(-1, new String(told, ISO_8859_1).indexOf('/'));
            }
        }
    }

    @Test
    void tellsNamesAsTheyAreWhereTheCharsetHasThem() {
        assertArrayEquals("\u00e4.txt".getBytes(ISO_8859_1), LATIN.encode("\u00e4.txt"));
        assertArrayEquals("\u6587.txt".getBytes(GBK.charset()), GBK.encode("\u6587.txt"));
        assertEquals("100% {sure}.txt", text(LATIN, "100% {sure}.txt"));
        assertEquals("%{41}%{zz}%{}%{0A}%{2F}", text(LATIN, "%{41}%{zz}%{}%{0A}%{2F}"));
    }

    @ParameterizedTest
    @CsvSource({
        "\u6587.txt,      %{6587}.txt",
        "\ud83d\ude00,    %{1F600}",
        "\u00e4\u20ac,    \u00e4%{20AC}",
        "\udcce,          %{DCCE}",
        "%{1F600},        %{25}{1F600}",
        "%{25},           %{25}{25}",
    })
    void escapesWhatLatin1DoesNotHave(String name, String told) {
        assertEquals(told, text(LATIN, name));
        assertEquals(name, LATIN.name(told));
    }

    @Test
    void escapesBytesThatWouldBeMistakenForText() {
        assertEquals("%{DCCE}%{DCC4}", text(GBK, "\udcce\udcc4"));
        assertArrayEquals(
                new byte[] {(byte) 0x81}, NameCoding.named("windows-1252").encode("\udc81"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%{0A}", "%{2F}", "%{2E}", "%{85}", "%{D800}", "%{DC41}", "%{110000}", "%{0E4}", "%{e4}", "%{00}"
            })
    void readsNothingElseAsAnEscape(String text) {
        assertEquals(text, LATIN.name(text));
        assertEquals(text, text(LATIN, text));
    }

    @Test
    void escapesNothingInUtf8() {
        assertEquals("%{1F600}", NameCoding.UTF_8.name("%{1F600}"));
        assertEquals("%{1F600}\u6587", text(NameCoding.UTF_8, "%{1F600}\u6587"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-16",
                "UTF-16LE",
                "UTF-32",
                "IBM1047",
                "Cp037",
                "ISO-2022-JP",
                "ISO-2022-KR",
                "ISO-2022-CN",
                "x-JIS0208"
            })
    void isOfNoCharsetInWhichAsciiIsSomethingElse(String charset) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> NameCoding.named(charset));

        assertEquals(
                "the charset \"" + charset + "\" cannot be used for names: its lower half is not ASCII",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "", "a b"})
    void isOfNoCharsetThatIsUnknown(String charset) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> NameCoding.named(charset));

        assertEquals("the charset \"" + charset + "\" is not known", refusal.getMessage());
    }

    private static String text(NameCoding coding, String name) {
        return new String(coding.encode(name), coding.charset());
    }

    /** A name of letters that few charsets have in common, of bytes that are none, and of what looks like an escape. */
    private static String name(Random random) {
        var name = new StringBuilder();
        while (name.isEmpty() || random.nextInt(6) != 0) {
            switch (random.nextInt(8)) {
                case 0 -> name.append((char) (0xdc80 + random.nextInt(0x80)));
                case 1 -> name.append((char) (0xa0 + random.nextInt(0x60)));
                case 2 -> name.append("%{25}%{6587}{%".substring(random.nextInt(6), 6 + random.nextInt(8)));
                case 3 -> name.append((char) (0x4e00 + random.nextInt(0x5200)));
                case 4 -> name.appendCodePoint(0x1f600 + random.nextInt(0x40));
                case 5 -> name.append((char) (0x300 + random.nextInt(0x3000)));
                default -> name.append("aB1~\\|}{% .".charAt(random.nextInt(11)));
            }
        }
        return name.toString();
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
