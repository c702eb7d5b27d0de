package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Python's ftplib, by the scripts in {@code src/test/resources/real}, which fail where it sees something wrong. */
final class PythonFtplibTest {
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    final RealClient python = new RealClient("python3", "-B");

    private Outcome script(String name) {
        return python.run(
                Script.file(name).toString(), python.port(), python.remote("").toString());
    }

    @Test
    void storesAndRetrieves() throws IOException {
        byte[] content = Sample.write(python.local("up.bin"), 3 * MIB);

        script("binary.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.remote("up.bin")));
        assertArrayEquals(content, Files.readAllBytes(python.local("down.bin")));
    }

    @Test
    void storesAndRetrievesOverActiveConnections() throws IOException {
        byte[] content = Sample.write(python.local("up.bin"), 100_000);

        script("active.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.remote("up.bin")));
        assertArrayEquals(content, Files.readAllBytes(python.local("down.bin")));
    }

    @Test
    void storesAndRetrievesLines() throws IOException {
        script("lines.py").ok();

        assertEquals("one\nzwei ü\n三\n", Files.readString(python.remote("a.txt")));
    }

    @Test
    void lists() throws IOException {
        Sample.write(python.remote("a file.bin"), 12_345);
        Sample.write(python.remote("文件 ü.txt"), 100);
        Sample.write(python.remote("folder/b.txt"), 200);

        script("listings.py").ok();
    }

    @Test
    void changesFilesAndFolders() throws IOException {
        byte[] content = Sample.write(python.remote("a.bin"), 100);

        script("changes.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.remote("one/b \"c\".bin")));
        assertEquals(
                List.of("one", "one/b \"c\".bin"),
                List.copyOf(Sample.tree(python.remote("")).keySet()));
    }

    @Test
    void asksForFacts() throws IOException {
        Sample.write(python.remote("a.bin"), 12_345);

        script("facts.py").ok();
    }

    @Test
    void restarts() throws IOException {
        byte[] content = Sample.write(python.local("up.bin"), 100_000);
        Files.write(python.remote("up.bin"), Arrays.copyOf(content, 60_000));

        script("restart.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.remote("up.bin")));
        assertArrayEquals(content, Files.readAllBytes(python.local("down.bin")));
    }

    @Test
    void abortsADownloadAndGoesOn() throws IOException {
        Sample.write(python.remote("large.bin"), 32 * MIB);
        byte[] content = Sample.write(python.remote("small.bin"), 100_000);

        script("abort_download.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.local("small.bin")));
    }

    @Test
    void abortsAnUploadAndResumesIt() throws IOException {
        byte[] content = Sample.write(python.local("large.bin"), 20 * MIB);

        script("abort_upload.py").ok();

        assertArrayEquals(content, Files.readAllBytes(python.remote("large.bin")));
        assertEquals("small", Files.readString(python.remote("small.txt")));
    }

    @Test
    void usesNamesOfManyKinds() throws IOException {
        script("names.py").ok();

        assertEquals(
                List.of("größe", "größe/日本語 🐟.txt"),
                List.copyOf(Sample.tree(python.remote("")).keySet()));
    }

    @Test
    void usesNamesInAnotherEncoding() {
        script("latin1.py").ok();
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        script("wrong_password.py").ok();
    }
}
