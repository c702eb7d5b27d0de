package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units in dist/, as systemd itself sees them. */
final class ServiceUnitTest {
    private static final Path SHIPPED = Path.of("dist/ferry.service");
    private static final Path TEMPLATE = Path.of("dist/ferry@.service");

    @TempDir
    private Path units;

    @BeforeEach
    void needsSystemd() {
        Installed.require("systemd-analyze");
    }

    @Test
    void hasNothingThatSystemdDoesNotKnow() throws Exception {
        install(SHIPPED, "ferry.service");

        assertEquals("", analyze("verify", "ferry.service").text());
    }

    @Test
    void takesTurnsWithTheSettingsOfTheUsualUnit() throws Exception {
        install(TEMPLATE, "ferry@.service");
        Files.createDirectory(units.resolve("ferry@.service.d"));
        var shared = Files.readAllLines(SHIPPED).stream()
                .takeWhile(line -> !line.equals("[Install]"))
                .filter(line -> !line.startsWith("ExecStart=") && !line.startsWith("RuntimeDirectory="))
                .collect(Collectors.joining("\n"));
        Files.writeString(units.resolve("ferry@.service.d/10-ferry.conf"), shared);

        assertEquals("", analyze("verify", "ferry@a.service").text());
    }

    @Test
    void isExposedAsLittleAsAnFtpServerCanBe() throws Exception {
        install(SHIPPED, "ferry.service");

        var outcome = analyze("security", "--offline=true", "--threshold=20", "--no-pager", "ferry.service");

        assertEquals(0, outcome.exit(), outcome.text());
    }

    @Test
    void waitsLongerThanTheDaemon() throws Exception {
        var unit = Files.readString(SHIPPED);

        assertTrue(unit.contains("\nTimeoutStopSec=90\n"), "the shipped shutdown-grace is 10s");
        assertTrue(unit.contains("\nRestartPreventExitStatus=2\n"), "a wrong configuration stays wrong");
    }

    /** Puts a unit there, with a program that exists. */
    private void install(Path unit, String name) throws IOException {
        var program = Path.of("bin/ferry").toAbsolutePath();
        Files.writeString(
                units.resolve(name), Files.readString(unit).replace("/opt/ferry/bin/ferry", program.toString()));
    }

    private Run.Outcome analyze(String verb, String... words) throws Exception {
        var command = new ArrayList<>(List.of("systemd-analyze", verb));
        command.addAll(List.of(words).subList(0, words.length - 1));
        command.add(units.resolve(words[words.length - 1]).toString());
        return Run.of(command, Map.of("PATH", System.getenv("PATH")));
    }
}
