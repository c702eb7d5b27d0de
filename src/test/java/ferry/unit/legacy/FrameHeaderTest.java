package ferry.unit.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Digest;
import ferry.legacy.FrameException;
import ferry.legacy.FrameHeader;
import ferry.legacy.FrameHeader.Expected;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of a frame, in all the forms that clients send. */
final class FrameHeaderTest {
    private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";

    @Test
    void readsWhatTheTutorialSends() throws FrameException {
        var header = FrameHeader.parse("{\"filename\": \"a.txt\", \"file_size\": 5, \"md5\": \"" + MD5 + "\"}");

        var expected = Optional.of(new Expected(Digest.MD5, MD5));
        assertEquals(new FrameHeader(Optional.of("a.txt"), 5, expected, false), header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file_size", "filesize", "total_size", "size"})
    void readsTheSizeUnderEachOfItsKeys(String key) throws FrameException {
        assertEquals(7, FrameHeader.parse("{\"" + key + "\": 7}").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename", "file_name"})
    void readsTheNameUnderEachOfItsKeys(String key) throws FrameException {
        assertEquals(Optional.of("a"), named("{\"" + key + "\": \"a\", \"size\": 0}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "sha1", "sha256", "sha512", "hash", "filemd5"})
    void readsTheDigestUnderEachOfItsKeys(String key) throws FrameException {
        assertEquals(Optional.of(new Expected(Digest.MD5, MD5)), digest(key, '"' + MD5 + '"'));
    }

    @ParameterizedTest
    @CsvSource({"32, MD5", "40, SHA1", "64, SHA256", "128, SHA512"})
    void tellsDigestsApartByTheirLength(int digits, Digest digest) throws FrameException {
        String hex = "aB".repeat(digits / 2);

        assertEquals(Optional.of(new Expected(digest, "ab".repeat(digits / 2))), digest("md5", '"' + hex + '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"xxdxxx\"", "null", "\"\"", "true", "12", "[]", "{}", "\"5d41402abc4b2a76b9719d911017c59\""})
    void checksNothingThatIsNoDigest(String value) throws FrameException {
        assertEquals(Optional.empty(), digest("md5", value));
    }

    @Test
    void takesTheDigestThatIsOneFromSeveral() throws FrameException {
        var header = FrameHeader.parse("{\"size\": 0, \"md5\": \"xxdxxx\", \"filemd5\": \"" + MD5 + "\"}");

        assertEquals(Optional.of(new Expected(Digest.MD5, MD5)), header.digest());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5.0, 5", "'\"12\"', 12", "999999999999999999, 999999999999999999"})
    void readsSizes(String size, long expected) throws FrameException {
        assertEquals(expected, FrameHeader.parse("{\"size\": " + size + "}").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0",
                "5.5",
                "1e3",
                "1e999999999",
                "9999999999999999999",
                "NaN",
                "Infinity",
                "true",
                "\"\"",
                "\"x\"",
                "null",
                "[5]",
                "{\"size\": 5}",
                "0x10",
                "\"-5\""
            })
    void refusesOtherSizes(String size) {
        assertThrows(FrameException.class, () -> FrameHeader.parse("{\"size\": " + size + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[{\"size\": 5}]",
                "5",
                "null",
                "\"size\"",
                "{",
                "{}",
                "{\"size\": 5",
                "{\"size\": 5} x",
                "{\"size\": 5}{}",
                "{size: 5}",
                "{'size': 5}",
                "{\"size\" = 5}",
                "\u0000",
                "{\"name\": \"a\"}",
                "//\n{\"size\": 5}",
                "{\"size\": 5,}",
                ")]}'\n{\"size\": 5}"
            })
    void refusesWhatIsNoJsonObjectWithASize(String json) {
        assertThrows(FrameException.class, () -> FrameHeader.parse(json));
    }

    @Test
    void ignoresUnknownKeys() throws FrameException {
        assertEquals(
                5,
                FrameHeader.parse("{\"a\": [1, {\"size\": 9}], \"size\": 5, \"b\": null}")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"size\": 5, \"a\": [["})
    void survivesDeepNesting(String piece) {
        assertThrows(FrameException.class, () -> FrameHeader.parse(piece.repeat(65_536 / piece.length())));
    }

    @Test
    void survivesDeepNestingThatIsClosed() {
        String nested = "[".repeat(30_000) + "]".repeat(30_000);

        assertThrows(FrameException.class, () -> FrameHeader.parse("{\"size\": 5, \"a\": " + nested + "}"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "/etc/passwd, passwd",
        "../../a b.txt, a b.txt",
        "'C:\\\\Users\\\\x\\\\a.txt', a.txt",
        "'a\\\\b/c', c",
        "'a/b\\\\c', c",
        "\\u6587\\u4ef6.txt, 文件.txt"
    })
    void keepsOnlyTheBaseName(String name, String expected) throws FrameException {
        assertEquals(Optional.of(expected), named("{\"size\": 0, \"filename\": \"" + name + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "\"\"", "\"folder/\""})
    void findsNoNameInOtherValues(String value) throws FrameException {
        assertEquals(Optional.empty(), named("{\"size\": 0, \"filename\": " + value + "}"));
    }

    @Test
    void acknowledgesOnlyWhenAsked() throws FrameException {
        assertTrue(FrameHeader.parse("{\"size\": 0, \"ack\": true}").acknowledge());
        assertFalse(FrameHeader.parse("{\"size\": 0, \"ack\": false}").acknowledge());
        assertFalse(FrameHeader.parse("{\"size\": 0, \"ack\": \"true\"}").acknowledge());
        assertFalse(FrameHeader.parse("{\"size\": 0}").acknowledge());
    }

    @Test
    void refusesGarbageInOneWayOnly() {
        var random = new Random(8000);
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder("{\"size\": 5, \"filename\": \"a\", \"x\": [1, null]}");
            for (int i = 0; i < 3; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
            }
            try {
                assertTrue(FrameHeader.parse(text.toString()).size() >= 0);
            } catch (FrameException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }

    private static Optional<Expected> digest(String key, String value) throws FrameException {
        return FrameHeader.parse("{\"size\": 0, \"" + key + "\": " + value + "}")
                .digest();
    }

    private static Optional<String> named(String json) throws FrameException {
        return FrameHeader.parse(json).name();
    }
}
