package ferry.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events are about the same. */
final class TiesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "on_disk":"/a/b"                            | "on_disk":"/a/b"                            | true
            "on_disk":"/a/b"                            | "on_disk":"/a/bc"                           | false
            "on_disk":"/a"                              | "on_disk":"/a/b"                            | true
            "on_disk":"/a/b/c"                          | "on_disk":"/a"                              | true
            "on_disk":"/"                               | "on_disk":"/a"                              | true
            "on_disk":"/a","target_on_disk":"/b"        | "on_disk":"/b/c"                            | true
            "on_disk":"/a"                              | "on_disk":"/b","target_on_disk":"/a"        | true
            "on_disk":"C:\\\\a"                         | "on_disk":"C:\\\\a\\\\b"                    | true
            "event":"login","session":"7"               | "event":"logout","session":"7"              | true
            "event":"login","session":"7"               | "event":"logout","session":"71"             | false
            "event":"upload","session":"7","on_disk":"/a" | "event":"upload","session":"7","on_disk":"/b" | false
            "event":"ban"                               | "event":"ban"                               | false
            """)
    void bindsWhatIsAboutTheSame(String one, String other, boolean bound) {
        var first = Ties.of(JsonParser.parseString("{" + one + "}").getAsJsonObject());
        var second = Ties.of(JsonParser.parseString("{" + other + "}").getAsJsonObject());

        assertEquals(bound, first.bind(second));
        assertEquals(bound, second.bind(first));
    }
}
