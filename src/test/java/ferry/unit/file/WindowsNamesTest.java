package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something else on Windows. */
final class WindowsNamesTest {
    private final Ground ground;

    WindowsNamesTest() throws IOException {
        ground = new Ground(Disk.WINDOWS);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\b",
                "..\\outside\\file",
                "\\f",
                "C:",
                "C:f",
                "C:\\f",
                "f:stream",
                "f.",
                "f ",
                "...",
                "a*",
                "a?",
                "a\nb",
            })
    void mayBeNoTrap(String name) throws IOException {
        NameChecks.unusable(ground, name);

        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "AUX.txt", "com1", "Lpt9.a.b", "nul .x", "CONIN$", "com²"})
    void mayBeNoDevice(String name) throws IOException {
        NameChecks.unusable(ground, name);

        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVAT~1", "a~1", "evil~12.exe", "long~1.htm", "a~1."})
    void mayBeNoShortNameOfAnother(String name) throws IOException {
        NameChecks.unusable(ground, name);

        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~1", "picture~1", "a~b", "a~1.html", "a~1.b.c", "~$letter.doc"})
    void mayLookLikeAShortName(String name) throws Exception {
        NameChecks.usable(ground, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "com", "com10", "aux-file", "xnul", "a.con"})
    void mayLookLikeADevice(String name) throws Exception {
        NameChecks.usable(ground, name);
    }
}
