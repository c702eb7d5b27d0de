package ferry.unit.properties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import ferry.properties.PropertiesFile;
import ferry.properties.Suggestion;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Any bytes are a properties file: nothing of it is lost, and it says what Java takes it to say. */
final class PropertiesFuzzTest {
    private static Fuzz files(String name) {
        return Fuzz.of(
                        name, "a=b", "\n", "\r\n", "\r", "\\", "\\\n", "=", ":", " ", "#", "!", "\\u0041", "\\u00",
                        "\t", "\f", "a.b", "key")
                .and(
                        UTF_8,
                        "\u00e4",
                        "\ufeff",
                        "\\n",
                        "\\\\",
                        "ftpserver.user.x.userpassword=1",
                        "\0",
                        "\u2028",
                        "\u0085",
                        "\\\r\n")
                .and(ISO_8859_1, "\u00ff", "\u00e4")
                .longest(20_000);
    }

    @Test
    void saysWhatJavaTakesItToSay() {
        files("properties").run((bytes, choices) -> {
            var file = PropertiesFile.of("test", bytes);
            String text = file.toString();
            for (var entry : file.entries()) {
                assertTrue(entry.line() >= 1 && entry.line() <= text.length());
            }
            if (file.faults().isEmpty() && !text.startsWith("\ufeff")) {
                assertEquals(java(text), entries(file));
            }
            return file.entries().size() + " " + file.faults().size() + " "
                    + file.warnings().size();
        });
    }

    private static Map<Object, Object> java(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        properties.remove(""); // of a backslash at the end of the file, which means nothing
        return new HashMap<>(properties);
    }

    private static Map<Object, Object> entries(PropertiesFile file) {
        var entries = new HashMap<Object, Object>();
        file.entries().forEach(entry -> entries.put(entry.key(), entry.value()));
        entries.remove("");
        return entries;
    }

    @Test
    void changesNothingButTheKeyThatIsMeant() {
        files("properties-edit").longest(2000).run((bytes, choices) -> {
            var file = PropertiesFile.of("test", bytes);
            String key = choices.nextBoolean() ? "a.b" : "key" + choices.nextInt(3);
            String value = List.of("", " v ", "=x", "\u6587\n", "\\", "#").get(choices.nextInt(6));

            var edited = file.with(key, value);

            var expected = entries(file);
            expected.put(key, value);
            assertEquals(expected, entries(edited));
            assertEquals(
                    file.toString().length(),
                    file.without(_ -> false).toString().length());
            assertTrue(edited.without(key::equals).find(key).isEmpty());
            return file.find(key).isPresent() + " " + value;
        });
    }

    @Test
    void suggestsAWordForAnyOther() {
        Fuzz.of("suggestion", "a", "passive", ".", "ports", "tls", "-", "\u0130", "user")
                .longest(300)
                .shortly(5000, Duration.ofMillis(300))
                .run((bytes, choices) -> Suggestion.nearest(
                                new String(bytes, UTF_8), List.of("passive.ports", "users.file", "tls.key"))
                        .orElse("none"));
    }
}
