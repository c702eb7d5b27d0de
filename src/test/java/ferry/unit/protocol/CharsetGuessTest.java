package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.protocol.CharsetGuess;
import ferry.protocol.NameCoding;
import org.junit.jupiter.api.Test;

/** Which of two charsets a client writes in. */
final class CharsetGuessTest {
    private static final NameCoding GBK = NameCoding.named("GBK");
    private static final byte[] CHINESE = "\u6587\u4ef6".getBytes(GBK.charset());

    @Test
    void isTheFallbackForBytesThatAreTextInItOnly() {
        assertEquals(GBK, guess(CHINESE, 0, 0));
        assertEquals(GBK, guess(CHINESE, 1, 1));
        assertEquals(GBK, guess(CHINESE, 1, 2));
    }

    @Test
    void isTheOneOfBeforeWhenItNamesMore() {
        assertEquals(NameCoding.UTF_8, guess(CHINESE, 1, 0));
        assertEquals(NameCoding.UTF_8, guess(CHINESE, 2, 1));
        assertEquals(NameCoding.UTF_8, guess(CHINESE, 2, 2));
    }

    @Test
    void isTheOneOfBeforeForBytesThatAreTextInNeither() {
        assertEquals(NameCoding.UTF_8, guess(new byte[] {(byte) 0xff, 'a'}, 0, 1));
    }

    @Test
    void isTheOneOfBeforeForBytesThatAreControlCharactersInTheOther() {
        var latin = NameCoding.named("ISO-8859-1");

        assertEquals(NameCoding.UTF_8, CharsetGuess.of(new byte[] {'a', (byte) 0x85}, NameCoding.UTF_8, latin, _ -> 1));
        assertEquals(latin, CharsetGuess.of(new byte[] {'a', (byte) 0xe4}, NameCoding.UTF_8, latin, _ -> 1));
    }

    @Test
    void isTheOneOfBeforeForTextInBothUnlessTheOtherNamesMore() {
        byte[] both = "\u76ee\u5f55".getBytes(GBK.charset());

        assertEquals(NameCoding.UTF_8, guess(both, 0, 0));
        assertEquals(NameCoding.UTF_8, guess(both, 2, 2));
        assertEquals(GBK, guess(both, 1, 2));
    }

    @Test
    void isTheOneOfBeforeForAsciiWithoutALook() {
        assertEquals(NameCoding.UTF_8, CharsetGuess.of("a.txt".getBytes(US_ASCII), NameCoding.UTF_8, GBK, coding -> {
            throw new AssertionError(coding);
        }));
    }

    @Test
    void staysTheFallback() {
        assertEquals(GBK, CharsetGuess.of("\u00e4".getBytes(UTF_8), GBK, GBK, _ -> 0));
    }

    private static NameCoding guess(byte[] bytes, int before, int other) {
        return CharsetGuess.of(bytes, NameCoding.UTF_8, GBK, coding -> coding.equals(GBK) ? other : before);
    }
}
