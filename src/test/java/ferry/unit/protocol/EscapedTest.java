package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.Escaped;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EscapedTest {
    @Test
    void leavesHarmlessTextAlone() {
        String text = "a b/文件-ü\"';\\x";

        assertSame(text, Escaped.text(text));
        assertEquals("a🚢b", Escaped.text("a🚢b"));
        assertEquals("", Escaped.text(""));
    }

    @Test
    void writesControlCharactersAsEscapes() {
        assertEquals("a\\u000d\\u000ab", Escaped.text("a\r\nb"));
        assertEquals("\\u0000\\u0009\\u001b[2J\\u007f\\u0085", Escaped.text("\0\t\33[2J\177\u0085"));
    }

    @Test
    void writesSeparatorsOfLinesAndParagraphsAsEscapes() {
        assertEquals("a\\u2028b\\u2029c", Escaped.text("a\u2028b\u2029c"));
    }

    @Test
    void writesWhatTurnsTheDirectionOfTextAsEscapes() {
        assertEquals("a\\u202eb\\u2066c\\u2069", Escaped.text("a\u202eb\u2066c\u2069"));
    }

    @Test
    void writesBytesThatAreNoTextInHex() {
        assertEquals("a\\xffb\\x80", Escaped.text("a\udcffb\udc80"));
    }

    @Test
    void writesLoneSurrogatesAsEscapes() {
        assertEquals("\\ud83d", Escaped.text("\ud83d"));
        assertEquals("\\ud83da", Escaped.text("\ud83da"));
        assertEquals("\\udc00\\udfff", Escaped.text("\udc00\udfff"));
        assertEquals("🚢\\xa2\\u000a", Escaped.text("🚢\udca2\n"));
    }

    @Test
    void isHarmlessWhateverTheText() {
        var random = new Random(42);
        String letters = "\r\n\t\0\33\u0085\u2028\u2029\ud83d\udea2\udcffab";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(20), 0, letters.length()).forEach(c -> text.append(letters.charAt(c)));

            String escaped = Escaped.text(text.toString());

            assertTrue(escaped.codePoints().noneMatch(EscapedTest::dangerous), escaped);
        }
    }

    private static boolean dangerous(int c) {
        return Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff) || c == 0x2028 || c == 0x2029;
    }
}
