package ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run from which the AOT cache is made. */
@Timeout(60)
final class RehearsalTest {
    @TempDir
    private Path folder;

    @Test
    void movesFilesInTheClearAndOverTls() throws Exception {
        Rehearsal.play(folder);

        assertEquals(4096, Files.size(folder.resolve("home/0.bin")));
        assertTrue(Files.exists(folder.resolve("conf/self-signed.pem")));
        assertTrue(Files.isDirectory(folder.resolve("home/folder")));
    }

    @Test
    void playsAgainInTheSameFolder() throws Exception {
        Rehearsal.play(folder);
        Rehearsal.play(folder);

        assertEquals(4096, Files.size(folder.resolve("home/19.bin")));
    }
}
