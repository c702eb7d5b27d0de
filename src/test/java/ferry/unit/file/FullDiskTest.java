package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A disk that takes no more: here a process that may write no large files. */
@DisabledOnOs(OS.WINDOWS)
final class FullDiskTest {
    private static final int LIMIT_IN_BLOCKS_OF_512 = 2048;
    private static final int SMALL = 800_000;
    private static final int LARGE = 1_500_000;

    private final Ground ground;

    FullDiskTest() throws IOException {
        ground = new Ground(Disk.REAL);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    @Timeout(60)
    void leavesEverythingAsItWas() throws IOException, InterruptedException {
        ground.put("/small", "s".repeat(SMALL));
        ground.put("/large", "l".repeat(LARGE));

        var output = ground.home.resolveSibling("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + LIMIT_IN_BLOCKS_OF_512 + "; exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDiskProgram.class.getName(),
                        ground.home.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(50, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertTrue(ended, Files.readString(output));
        assertEquals(0, process.exitValue(), Files.readString(output));
        assertEquals(Set.of("small", "large"), ground.onDisk("/"));
        assertEquals("s".repeat(SMALL), ground.content("/small"));
        assertEquals("l".repeat(LARGE), ground.content("/large"));
    }
}
