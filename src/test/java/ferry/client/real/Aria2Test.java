package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client aria2. */
final class Aria2Test {
    private static final int MIB = 1024 * 1024;

    // aria2 1.36 overlooks the 226 where it comes together with the 150, as every fast server sends them, and then
    // waits
    // for the whole --timeout, by default a minute, before it calls the download complete.
    @RegisterExtension
    final RealClient aria2 = new RealClient(
            "aria2c",
            "--no-conf",
            "--ftp-user=ferry",
            "--ftp-passwd=ferry",
            "--timeout=2",
            "--file-allocation=none",
            "--console-log-level=info",
            "--show-console-readout=false");

    @ParameterizedTest
    @CsvSource({"PASV, true", "PORT, false"})
    void downloads(String verb, String passive) throws IOException {
        byte[] content = Sample.write(aria2.remote("a folder/文件 ü.bin"), 100_000);

        aria2.run("--ftp-pasv=" + passive, "-o", "a.bin", aria2.url("a folder/文件 ü.bin"))
                .ok()
                .says(verb);

        assertArrayEquals(content, Files.readAllBytes(aria2.local("a.bin")));
    }

    @Test
    void downloadsOverFourConnections() throws IOException {
        byte[] content = Sample.write(aria2.remote("a.bin"), 8 * MIB);

        // Slow enough that the first connection has not fetched all when the others begin.
        aria2.run("-x4", "-s4", "-k1M", "--max-overall-download-limit=8M", aria2.url("a.bin"))
                .ok()
                .says("REST 0")
                .says("REST 2097152")
                .says("REST 4194304")
                .says("REST 6291456");

        assertArrayEquals(content, Files.readAllBytes(aria2.local("a.bin")));
    }

    @Test
    void resumes() throws IOException {
        byte[] content = Sample.write(aria2.remote("a.bin"), 100_000);
        Files.write(aria2.local("a.bin"), new byte[32_768]);

        aria2.run("-c", aria2.url("a.bin")).ok();

        Arrays.fill(content, 0, 32_768, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(aria2.local("a.bin")));
    }

    @Test
    void resumesABrokenDownload() throws IOException {
        byte[] content = Sample.write(aria2.remote("a.bin"), 8 * MIB);
        var part = aria2.local("a.bin");
        var running = aria2.start("--max-download-limit=4M", aria2.url("a.bin"));
        Await.until("a part has come", () -> Files.exists(part) && Files.size(part) > 100_000);
        running.kill();
        assertTrue(Files.exists(aria2.local("a.bin.aria2")));

        aria2.run("-c", aria2.url("a.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(part));
    }

    @Test
    void takesTheServersTime() throws IOException {
        Sample.write(aria2.remote("a.bin"), 100);
        var time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(aria2.remote("a.bin"), time);

        aria2.run("--remote-time=true", aria2.url("a.bin")).ok();

        assertEquals(time, Files.getLastModifiedTime(aria2.local("a.bin")));
    }

    @Test
    void isToldThatAFileIsMissing() {
        aria2.run(aria2.url("missing")).exits(3);
    }
}
