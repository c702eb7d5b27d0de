package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load program of src/bench: that it compiles, without a library, and measures. */
@Timeout(120)
final class BenchTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    private static Path classes;

    @TempDir
    private Path folder;

    private final FerryServer server = FerryServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    @BeforeAll
    static void compile() throws Exception {
        var command = new ArrayList<>(
                List.of(JAVA.resolve("javac").toString(), "-Xlint:all", "-Werror", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(Path.of("src/bench/java"))) {
            files.filter(file -> MoreFiles.getFileExtension(file).equals("java"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        run(command);
    }

    private String bench(String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(JAVA.resolve("java").toString(), "-cp", classes.toString(), "ferry.bench.Bench"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private void fill() throws IOException {
        Files.createDirectories(server.home().resolve("put"));
        Files.createDirectories(server.home().resolve("small"));
        for (int i = 0; i < 64; i++) {
            Files.write(server.home().resolve("small/f" + i), new byte[4096]);
        }
    }

    private String measure(Path results, String rounds, String scenarios, String password) throws Exception {
        return bench(
                "run",
                "--home",
                server.home().toString(),
                "--results",
                results.toString(),
                "--rounds",
                rounds,
                "--seconds",
                "0.1",
                "--scenarios",
                scenarios,
                "ferry=127.0.0.1:" + server.port() + ":ferry:" + password + ":"
                        + ProcessHandle.current().pid());
    }

    @Test
    void measuresFilesCommandsAndLogins() throws Exception {
        fill();
        var results = folder.resolve("results");

        String table = measure(results, "2", "small-get-1 small-put-1 ctl-1-pipe login", "ferry");

        var lines = Files.readAllLines(results);
        assertEquals(8, lines.size(), table);
        for (String line : lines) {
            assertTrue(line.contains("\"errors\":0,"), line);
            assertTrue(line.matches(".*\"value\":[1-9].*"), line);
        }
        assertTrue(table.contains("| small-get-1 | files/s [1000] | **"), table);
        assertTrue(MoreFiles.listFiles(server.home().resolve("put")).isEmpty());
    }

    @Test
    void tellsWhatWentWrong() throws Exception {
        var results = folder.resolve("results");

        String table = measure(results, "1", "login-16", "wrong");

        assertTrue(table.contains("fails: 530 instead of 230"), table);
    }
}
