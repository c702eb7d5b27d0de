package ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which command lines are read without picocli. */
final class PlainServeTest {
    @Test
    void readsTheFileAndTheAssignmentsInTheirOrder() {
        var sources = PlainServe.sources("serve", "--set", "a=1", "--config", "some.properties", "--set", "b=-2")
                .orElseThrow();

        assertEquals(Optional.of(Path.of("some.properties")), sources.file());
        assertEquals(List.of("a=1", "b=-2"), sources.assignments());
    }

    @Test
    void takesTheUsualFileWhenNoneIsNamed() {
        var sources = PlainServe.sources("serve").orElseThrow();

        assertEquals(Optional.empty(), sources.file());
        assertEquals(List.of(), sources.assignments());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "check",
                "--help",
                "serve --help",
                "serve --set",
                "serve --config",
                "serve --set=a=1",
                "serve --set --help",
                "serve --set @file",
                "serve --config a --config b",
                "serve a=1",
                "serve -v 1",
                "user list --config a"
            })
    void leavesAllElseToPicocli(String line) {
        var words = Splitter.on(' ').omitEmptyStrings().splitToList(line);

        assertTrue(PlainServe.sources(words.toArray(String[]::new)).isEmpty());
    }
}
