package ferry.unit.file;

import ferry.protocol.ReplyException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that only Unix allows. */
@ParameterizedClass
@EnumSource(names = {"UNIX", "REAL"})
final class UnixNamesTest {
    private final Ground ground;

    UnixNamesTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "..\\f", "?*:|\"<>", "a\nb", "...", "f.", "f ", "con", "AUX.txt", "C:"})
    void mayHaveAnyCharacters(String name) throws IOException, ReplyException {
        NameChecks.usable(ground, name);
    }
}
