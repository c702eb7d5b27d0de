package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client curl. */
final class CurlTest {
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    final RealClient curl = new RealClient("curl", "-sS", "--user", "ferry:ferry");

    @Test
    void downloads() throws IOException {
        byte[] content = Sample.write(curl.remote("a.bin"), 100_000);

        curl.run("-o", "b.bin", curl.url("a.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(curl.local("b.bin")));
    }

    @Test
    void uploads() throws IOException {
        byte[] content = Sample.write(curl.local("a.bin"), 100_000);

        curl.run("-T", "a.bin", curl.url("b.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("b.bin")));
    }

    @Test
    void movesNothing() throws IOException {
        Files.createFile(curl.local("up"));
        Files.createFile(curl.remote("down"));

        curl.run("-T", "up", curl.url("up")).ok();
        curl.run("-o", "down", curl.url("down")).ok();

        assertEquals(0, Files.size(curl.remote("up")));
        assertEquals(0, Files.size(curl.local("down")));
    }

    @Test
    void moves64MebibytesBothWays() throws IOException {
        Sample.write(curl.local("a.bin"), 64 * MIB);

        curl.run("-T", "a.bin", curl.url("b.bin")).ok();
        curl.run("-o", "c.bin", curl.url("b.bin")).ok();

        assertEquals(-1, Files.mismatch(curl.local("a.bin"), curl.remote("b.bin")));
        assertEquals(-1, Files.mismatch(curl.local("a.bin"), curl.local("c.bin")));
    }

    @Test
    void uploadsWhatItReadsFromAPipe() throws IOException {
        curl.feed("one\ntwo\n", "-T", "-", curl.url("a.txt")).ok();

        assertEquals("one\ntwo\n", Files.readString(curl.remote("a.txt")));
    }

    @Test
    void replacesAFile() throws IOException {
        Sample.write(curl.remote("a.bin"), 5000);
        byte[] content = Sample.write(curl.local("a.bin"), 100);

        curl.run("-T", "a.bin", curl.url("a.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("a.bin")));
    }

    @Test
    void appends() throws IOException {
        Files.writeString(curl.remote("a.txt"), "one ");
        Files.writeString(curl.local("b.txt"), "two");

        curl.run("-a", "-T", "b.txt", curl.url("a.txt")).ok();

        assertEquals("one two", Files.readString(curl.remote("a.txt")));
    }

    @Test
    void resumesADownload() throws IOException {
        byte[] content = Sample.write(curl.remote("a.bin"), 100_000);
        Files.write(curl.local("a.bin"), new byte[40_000]);

        curl.run("-C", "-", "-o", "a.bin", curl.url("a.bin")).ok();

        Arrays.fill(content, 0, 40_000, (byte) 0); // as they were: only the rest was fetched
        assertArrayEquals(content, Files.readAllBytes(curl.local("a.bin")));
    }

    @Test
    void resumesAnUpload() throws IOException {
        byte[] content = Sample.write(curl.local("a.bin"), 100_000);
        Files.write(curl.remote("a.bin"), new byte[40_000]);

        curl.run("-C", "-", "-T", "a.bin", curl.url("a.bin")).ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(curl.remote("a.bin")));
    }

    @Test
    void downloadsARangeFromTheMiddleOfALargeFile() throws IOException {
        byte[] content = Sample.write(curl.remote("a.bin"), 16 * MIB);

        byte[] range = curl.run("-r", "5000000-5000099", curl.url("a.bin")).ok().bytes();

        assertArrayEquals(Arrays.copyOfRange(content, 5_000_000, 5_000_100), range);
    }

    @Test
    void downloadsTheLastBytes() throws IOException {
        byte[] content = Sample.write(curl.remote("a.bin"), 1000);

        byte[] range = curl.run("-r", "-100", curl.url("a.bin")).ok().bytes();

        assertArrayEquals(Arrays.copyOfRange(content, 900, 1000), range);
    }

    @Test
    void lists() throws IOException {
        Sample.write(curl.remote("a.bin"), 12_345);
        Files.createDirectory(curl.remote("folder"));

        var lines = curl.run(curl.url("")).ok().lines();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("-rw.* 12345 .* a\\.bin"), lines.get(0));
        assertTrue(lines.get(1).matches("drwx.* folder"), lines.get(1));
    }

    @Test
    void listsNames() throws IOException {
        Sample.write(curl.remote("a.bin"), 1);
        Sample.write(curl.remote("文件 ü.bin"), 1);
        Files.createDirectory(curl.remote("folder"));

        var lines = curl.run("-l", curl.url("")).ok().lines();

        assertEquals(List.of("a.bin", "folder", "文件 ü.bin"), lines);
    }

    @Test
    void listsAFolderWithABlankInItsName() throws IOException {
        Sample.write(curl.remote("a folder/文件 ü.bin"), 1);

        assertEquals(
                List.of("文件 ü.bin"), curl.run("-l", curl.url("a folder/")).ok().lines());
    }

    @Test
    void makesFoldersForAnUpload() throws IOException {
        byte[] content = Sample.write(curl.local("a.bin"), 100);

        curl.run("--ftp-create-dirs", "-T", "a.bin", curl.url("new folder/deeper/a.bin"))
                .ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("new folder/deeper/a.bin")));
    }

    @Test
    void renamesDeletesAndMakesFoldersByCommands() throws IOException {
        byte[] content = Sample.write(curl.remote("a.bin"), 100);
        Sample.write(curl.remote("b.bin"), 1);

        curl.run(
                        "-Q",
                        "RNFR a.bin",
                        "-Q",
                        "RNTO c d.bin",
                        "-Q",
                        "MKD folder",
                        "-Q",
                        "-DELE b.bin",
                        "-o",
                        "list",
                        curl.url(""))
                .ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("c d.bin")));
        assertFalse(Files.exists(curl.remote("a.bin")));
        assertFalse(Files.exists(curl.remote("b.bin")));
        assertTrue(Files.isDirectory(curl.remote("folder")));
    }

    @Test
    void endsAtACommandThatIsRefused() {
        curl.run("-Q", "DELE missing", curl.url("")).exits(21); // "QUOTE command returned error"
    }

    @Test
    void takesTheServersTime() throws IOException {
        Sample.write(curl.remote("a.bin"), 100);
        var time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(curl.remote("a.bin"), time);

        curl.run("-R", "-O", curl.url("a.bin")).ok();

        assertEquals(time, Files.getLastModifiedTime(curl.local("a.bin")));
    }

    @Test
    void looksAtSizeAndTime() throws IOException {
        Sample.write(curl.remote("a.bin"), 100);
        Files.setLastModifiedTime(curl.remote("a.bin"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        curl.run("-I", curl.url("a.bin"))
                .ok()
                .says("Last-Modified: Sat, 03 Feb 2001 04:05:06 GMT")
                .says("Content-Length: 100");
    }

    @ParameterizedTest
    @CsvSource({
        "PASV, --disable-epsv",
        "EPRT, --ftp-port 127.0.0.1",
        "PORT, --ftp-port 127.0.0.1 --disable-eprt",
    })
    void opensDataConnectionsInOtherWays(String verb, String words) throws IOException {
        var options = List.of(words.split(" ", -1));
        byte[] content = Sample.write(curl.local("a.bin"), 100_000);

        curl.run(options, "-v", "-T", "a.bin", curl.url("b.bin")).ok().says("> " + verb);
        curl.run(options, "-o", "c.bin", curl.url("b.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("b.bin")));
        assertArrayEquals(content, Files.readAllBytes(curl.local("c.bin")));
        assertEquals(
                List.of("b.bin"), curl.run(options, "-l", curl.url("")).ok().lines());
    }

    @Test
    void downloadsText() throws IOException {
        Files.writeString(curl.remote("a.txt"), "one\ntwo\n");

        var option = curl.run("--use-ascii", "-o", "a.txt", "-w", "%{size_download}", curl.url("a.txt"));
        var type = curl.run("-o", "b.txt", "-w", "%{size_download}", curl.url("a.txt;type=a"));

        assertEquals("10", option.ok().text()); // with CR LF on the way
        assertEquals("10", type.ok().text());
        assertEquals("one\ntwo\n", Files.readString(curl.local("a.txt")));
        assertEquals("one\ntwo\n", Files.readString(curl.local("b.txt")));
    }

    @Test
    void uploadsText() throws IOException {
        Files.writeString(curl.local("a.txt"), "one\ntwo\n");

        curl.run("--use-ascii", "-T", "a.txt", curl.url("a.txt")).ok();

        assertEquals("one\ntwo\n", Files.readString(curl.remote("a.txt")));
    }

    @Test
    void movesFilesWithBlanksAndLettersOfManyKindsInTheirNames() throws IOException {
        byte[] content = Sample.write(curl.local("a.bin"), 1000);

        curl.run("-T", "a.bin", curl.url("文件 ü.bin")).ok();
        curl.run("-o", "b.bin", curl.url("文件 ü.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(curl.remote("文件 ü.bin")));
        assertArrayEquals(content, Files.readAllBytes(curl.local("b.bin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicwd", "nocwd", "singlecwd"})
    void findsAFileInFoldersByEveryMethod(String method) throws IOException {
        byte[] content = Sample.write(curl.remote("one/two three/a.bin"), 1000);

        curl.run("--ftp-method", method, "-o", "a.bin", curl.url("one/two three/a.bin"))
                .ok();

        assertArrayEquals(content, Files.readAllBytes(curl.local("a.bin")));
    }

    @Test
    void downloadsFromTheRootByAnAbsoluteName() throws IOException {
        byte[] content = Sample.write(curl.remote("one/a.bin"), 1000);

        curl.run("-o", "a.bin", curl.url("") + "%2fone/a.bin").ok();

        assertArrayEquals(content, Files.readAllBytes(curl.local("a.bin")));
    }

    @Test
    void downloadsFilesOverOneControlConnection() throws IOException {
        byte[] a = Sample.write(curl.remote("a.bin"), 1000);
        byte[] b = Sample.write(curl.remote("folder/b.bin"), 2000);
        byte[] c = Sample.write(curl.remote("c.bin"), 3000);

        var outcome = curl.run("-v", "-O", curl.url("a.bin"), "-O", curl.url("folder/b.bin"), "-O", curl.url("c.bin"));

        assertEquals(1, outcome.ok().count("> USER ferry"));

        assertArrayEquals(a, Files.readAllBytes(curl.local("a.bin")));
        assertArrayEquals(b, Files.readAllBytes(curl.local("b.bin")));
        assertArrayEquals(c, Files.readAllBytes(curl.local("c.bin")));
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        curl.run("--user", "ferry:wrong", curl.url("")).exits(67);
    }

    @Test
    void isToldThatAFileIsMissing() {
        curl.run(curl.url("missing")).exits(78);
    }

    @Test
    void isToldThatAFolderIsMissing() {
        curl.run(curl.url("missing/")).exits(9);
    }

    @Test
    void talksOverIpv6() throws IOException {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
        } catch (IOException e) {
            Assumptions.abort("there is no IPv6 here: " + e.getMessage());
        }
        byte[] content = Sample.write(curl.local("a.bin"), 100_000);

        try (var server = FerryServer.start("ftp.listen=[::1]:0")) {
            String url = "ftp://[::1]:" + server.port() + "/";
            curl.run("-g", "-T", "a.bin", url + "b.bin").ok();
            curl.run("-g", "--ftp-port", "::1", "-o", "c.bin", url + "b.bin").ok();
            assertArrayEquals(content, Files.readAllBytes(server.home().resolve("b.bin")));
        }
        assertArrayEquals(content, Files.readAllBytes(curl.local("c.bin")));
    }
}
