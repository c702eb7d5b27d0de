package ferry.unit.properties;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.properties.Entry;
import ferry.properties.PropertiesFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What java.util.Properties reads from a file is what we read, before and after every edit. */
final class PropertiesAgreementTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PIECES = List.of(
            "a",
            "b.c",
            "x",
            "=",
            ":",
            " ",
            "\t",
            "\f",
            "#",
            "!",
            "\\",
            "\\\\",
            "\\n",
            "\\u0041",
            "\\ ",
            "\n",
            "\r",
            "\r\n",
            "\\\n",
            "\\\r\n  ",
            "key=value\n",
            "\u00e9");

    @Test
    void readsTheSameFromAnyText() throws IOException {
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random);

            assertEquals(theirs(text), ours(PropertiesFile.parse("x", text)), () -> "in " + quoted(text));
        }
    }

    @Test
    void keepsEveryTextByteForByte() {
        var random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random);

            assertEquals(text, PropertiesFile.parse("x", text).toString());
        }
    }

    @Test
    void changesNothingButTheEditedKey() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random);
            var key = word(random, 1);
            var value = word(random, 0);
            var expected = theirs(text);
            expected.put(key, value);

            var edited = PropertiesFile.parse("x", text).with(key, value);

            assertEquals(expected, ours(edited), () -> quoted(key) + " into " + quoted(text));
            assertEquals(expected, theirs(edited.toString()), () -> quoted(key) + " into " + quoted(text));
        }
    }

    @Test
    void removesNothingButTheKey() throws IOException {
        var random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            var text = text(random);
            var expected = theirs(text);
            expected.remove("a");

            var edited = PropertiesFile.parse("x", text).without("a"::equals);

            assertEquals(expected, theirs(edited.toString()), () -> "out of " + quoted(text));
        }
    }

    private static Map<String, String> ours(PropertiesFile file) {
        var map = new HashMap<String, String>();
        for (Entry entry : file.entries()) {
            map.put(entry.key(), entry.value());
        }
        return withoutEmptyKey(map);
    }

    private static Map<String, String> theirs(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return withoutEmptyKey(map);
    }

    /** Without the empty key, which java.util.Properties also finds in a lone backslash at the very end. */
    private static Map<String, String> withoutEmptyKey(Map<String, String> map) {
        map.remove("");
        return map;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(24), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(joining());
    }

    /** A word of any characters but surrogates, which go by pairs. */
    private static String word(Random random, int least) {
        return random.ints(least + random.nextInt(8), 0, 0x140)
                .mapToObj(Character::toString)
                .collect(joining());
    }

    private static String quoted(String text) {
        return PropertiesFile.parse("x", "").with("text", text).toString();
    }
}
