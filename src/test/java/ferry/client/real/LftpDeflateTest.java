package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client lftp with MODE Z. */
final class LftpDeflateTest {
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    final RealClient lftp = new RealClient("lftp", "-d");

    private Outcome lftp(String... commands) {
        return lftp.run("-c", script(commands));
    }

    private String script(String... commands) {
        return """
                set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set net:persist-retries 0
                set ftp:ssl-allow no; set ftp:use-mode-z yes; set ftp:mode-z-level 9
                set ftp:compressed-re ''
                open -u ferry,ferry 127.0.0.1:%s
                """.formatted(lftp.port()) + String.join("\n", commands);
    }

    private static byte[] text(Path file, int lines) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(i * 7919 % 10_007).append(" of many\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return bytes;
    }

    /** What the daemon says that went over the data connection of this transfer. */
    private static long moved(LogLines log, String transfer) {
        return Long.parseLong(log.await(transfer + " complete: ").replaceAll(".*complete: ([0-9]+) bytes.*", "$1"));
    }

    @Test
    void getsAFileDeflated() throws IOException {
        byte[] content = text(lftp.remote("a.txt"), 100_000);

        try (var log = new LogLines("ferry.event.TextLog")) {
            lftp("get a.txt").ok().says("---> MODE Z\n<--- 200");

            assertTrue(moved(log, "RETR /a.txt") < content.length / 3);
        }
        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.txt")));
    }

    @Test
    void putsAFileDeflated() throws IOException {
        byte[] content = text(lftp.local("a.txt"), 100_000);

        try (var log = new LogLines("ferry.event.TextLog")) {
            lftp("put a.txt").ok().says("---> MODE Z\n<--- 200");

            assertTrue(moved(log, "STOR /a.txt") < content.length / 3);
        }
        assertArrayEquals(content, Files.readAllBytes(lftp.remote("a.txt")));
    }

    @Test
    void putsAFileDeflatedAsHardAsItIsTold() throws IOException {
        text(lftp.local("a.txt"), 100_000);

        try (var log = new LogLines("ferry.event.TextLog")) {
            lftp("put a.txt -o hard.txt", "set ftp:mode-z-level 1", "put a.txt -o fast.txt")
                    .ok();

            assertTrue(moved(log, "STOR /hard.txt") < moved(log, "STOR /fast.txt"));
        }
    }

    @Test
    void movesWhatCannotBeDeflated() throws IOException {
        byte[] content = Sample.write(lftp.remote("a.bin"), 3 * MIB);

        lftp("get a.bin", "put a.bin -o b.bin").ok().says("---> MODE Z");

        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.bin")));
        assertArrayEquals(content, Files.readAllBytes(lftp.remote("b.bin")));
    }

    @Test
    void movesAnEmptyFile() throws IOException {
        Sample.write(lftp.remote("empty"), 0);

        lftp("get empty", "put empty -o again").ok().says("---> MODE Z");

        assertEquals(0, Files.size(lftp.local("empty")));
        assertEquals(0, Files.size(lftp.remote("again")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void mirrorsATreeDown(String mlsd) throws IOException {
        Sample.plantTree(lftp.remote(""));

        lftp("set ftp:use-mlsd " + mlsd + "; set ftp:list-options -a", "mirror / mirrored")
                .ok()
                .says("---> MODE Z");

        assertEquals(Sample.tree(lftp.remote("")), Sample.tree(lftp.local("mirrored")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void mirrorsATreeUp(String mlsd) throws IOException {
        Sample.plantTree(lftp.local("tree"));
        Files.createDirectory(lftp.remote("mirrored"));

        lftp("set ftp:use-mlsd " + mlsd + "; set ftp:list-options -a", "mirror --reverse tree /mirrored")
                .ok()
                .says("---> MODE Z");

        assertEquals(Sample.tree(lftp.local("tree")), Sample.tree(lftp.remote("mirrored")));
    }

    @Test
    void resumesABrokenDownload() throws IOException {
        byte[] content = Sample.write(lftp.remote("a.bin"), 8 * MIB);
        var part = lftp.local("a.bin");
        var running = lftp.start("-c", script("set net:limit-rate 4M", "get a.bin"));
        Await.until("a part has come", () -> Files.exists(part) && Files.size(part) > 100_000);
        running.kill();
        long came = Files.size(part);
        assertTrue(came < content.length);

        lftp("get -c a.bin").ok().says("---> REST " + came).says("---> MODE Z");

        assertArrayEquals(content, Files.readAllBytes(part));
    }

    @Test
    void resumesFromWhatIsThere() throws IOException {
        byte[] content = text(lftp.remote("a.txt"), 50_000);
        Files.write(lftp.local("a.txt"), new byte[400_000]);

        lftp("get -c a.txt").ok().says("---> REST 400000").says("---> MODE Z");

        Arrays.fill(content, 0, 400_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.txt")));
    }

    @Test
    void resumesABrokenUpload() throws IOException {
        byte[] content = Sample.write(lftp.local("a.bin"), 8 * MIB);
        var running = lftp.start("-c", script("set net:limit-rate 4M", "put a.bin"));
        Await.until("a part has come", () -> bytesBelow(lftp.remote("")) > 100_000);
        running.kill();
        Await.until("the daemon has seen it", () -> lftp.server().daemon().connections() == 0);

        lftp("put -c a.bin").ok().says("---> REST ").says("---> MODE Z");

        assertArrayEquals(content, Files.readAllBytes(lftp.remote("a.bin")));
        assertEquals(1, Sample.tree(lftp.remote("")).size());
    }

    private static long bytesBelow(Path folder) throws IOException {
        long bytes = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void movesText() throws IOException {
        Files.writeString(lftp.remote("a.txt"), "one\ntwo\n");
        Files.writeString(lftp.local("b.txt"), "three\nfour\n");

        lftp("get -a a.txt", "put -a b.txt").ok().says("---> MODE Z");

        assertEquals("one\ntwo\n", Files.readString(lftp.local("a.txt")));
        assertEquals("three\nfour\n", Files.readString(lftp.remote("b.txt")));
    }

    @Test
    void goesBackToStreamModeWhereItIsToldTo() throws IOException {
        byte[] content = text(lftp.remote("a.txt"), 1000);

        var outcome = lftp("set ftp:use-mode-z no", "get a.txt").ok();

        assertEquals(0, outcome.count("---> MODE Z"));
        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.txt")));
    }
}
