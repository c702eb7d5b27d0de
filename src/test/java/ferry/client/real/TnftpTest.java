package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The BSD client ftp, enhanced, driven as from a keyboard. */
final class TnftpTest {
    @RegisterExtension
    final RealClient tnftp = new RealClient("tnftp", "-n", "-i", "-v");

    /** Types lines behind a login. */
    private Outcome ftp(String option, String... lines) {
        String script = "user ferry ferry\nbinary\n" + String.join("\n", lines) + "\nbye\n";
        return tnftp.feed(script, option, "127.0.0.1", tnftp.port());
    }

    @ParameterizedTest
    @CsvSource({"EPSV, -p", "EPRT, -A"})
    void storesAndRetrieves(String verb, String option) throws IOException {
        byte[] content = Sample.write(tnftp.local("a.bin"), 100_000);

        ftp(option, "debug", "put a.bin b.bin", "get b.bin c.bin").ok().says("---> " + verb);

        assertArrayEquals(content, Files.readAllBytes(tnftp.remote("b.bin")));
        assertArrayEquals(content, Files.readAllBytes(tnftp.local("c.bin")));
    }

    @ParameterizedTest
    @CsvSource({"PASV, -p", "PORT, -A"})
    void storesAndRetrievesWithoutTheExtendedCommands(String verb, String option) throws IOException {
        byte[] content = Sample.write(tnftp.local("a.bin"), 100_000);

        ftp(option, "epsv4", "debug", "put a.bin b.bin", "get b.bin c.bin").ok().says("---> " + verb);

        assertArrayEquals(content, Files.readAllBytes(tnftp.remote("b.bin")));
        assertArrayEquals(content, Files.readAllBytes(tnftp.local("c.bin")));
    }

    @Test
    void lists() throws IOException {
        Sample.write(tnftp.remote("a file.bin"), 12_345);
        Files.createDirectory(tnftp.remote("folder"));

        var lines = ftp("-p", "ls").ok().lines();

        assertTrue(lines.stream().anyMatch(line -> line.matches("-rw.* 12345 .* a file\\.bin")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.matches("drwx.* folder")), lines::toString);
    }

    @Test
    void listsNamesIntoAFile() throws IOException {
        Sample.write(tnftp.remote("folder/a.bin"), 1);
        Sample.write(tnftp.remote("folder/文件 ü.bin"), 1);

        ftp("-p", "nlist folder names.txt").ok();

        assertEquals(List.of("folder/a.bin", "folder/文件 ü.bin"), Files.readAllLines(tnftp.local("names.txt")));
    }

    @Test
    void listsFacts() throws IOException {
        Sample.write(tnftp.remote("folder/文件 ü.bin"), 12_345);

        ftp("-p", "mlsd folder", "mlst folder")
                .ok()
                .says("size=12345;")
                .says("; 文件 ü.bin")
                .says("; /folder");
    }

    @Test
    void movesFilesThatFitAPatternWithoutAsking() throws IOException {
        Sample.write(tnftp.local("a.bin"), 100);
        Sample.write(tnftp.local("b.txt"), 200);
        Sample.write(tnftp.remote("c d.txt"), 300);
        Sample.write(tnftp.remote("文件.txt"), 400);
        Sample.write(tnftp.remote("e.bin"), 500);

        ftp("-p", "mget *.txt", "mdelete *.txt", "mput *.bin").ok();

        assertArrayEquals(Sample.bytes(300), Files.readAllBytes(tnftp.local("c d.txt")));
        assertArrayEquals(Sample.bytes(400), Files.readAllBytes(tnftp.local("文件.txt")));
        assertEquals(
                List.of("a.bin", "e.bin"),
                List.copyOf(Sample.tree(tnftp.remote("")).keySet()));
    }

    @Test
    void resumesADownload() throws IOException {
        byte[] content = Sample.write(tnftp.remote("a.bin"), 100_000);
        Files.write(tnftp.local("a.bin"), new byte[40_000]);

        ftp("-p", "reget a.bin").ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(tnftp.local("a.bin")));
    }

    @Test
    void resumesAnUpload() throws IOException {
        byte[] content = Sample.write(tnftp.local("a.bin"), 100_000);
        Files.write(tnftp.remote("a.bin"), new byte[40_000]);

        ftp("-p", "restart 40000", "put a.bin").ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(tnftp.remote("a.bin")));
    }

    @Test
    void appends() throws IOException {
        Files.writeString(tnftp.remote("a.txt"), "one ");
        Files.writeString(tnftp.local("b.txt"), "two");

        ftp("-p", "append b.txt a.txt").ok();

        assertEquals("one two", Files.readString(tnftp.remote("a.txt")));
    }

    @Test
    void movesText() throws IOException {
        Files.writeString(tnftp.remote("a.txt"), "one\ntwo\n");
        Files.writeString(tnftp.local("b.txt"), "three\nfour\n");

        ftp("-p", "ascii", "get a.txt", "put b.txt", "cr", "get a.txt c.txt").ok();

        assertEquals("one\ntwo\n", Files.readString(tnftp.local("a.txt")));
        assertEquals("three\nfour\n", Files.readString(tnftp.remote("b.txt")));
        assertEquals("one\r\ntwo\r\n", Files.readString(tnftp.local("c.txt"))); // as it came
    }

    @Test
    void changesFilesAndFolders() throws IOException {
        byte[] content = Sample.write(tnftp.remote("a.bin"), 100);
        Sample.write(tnftp.remote("b.bin"), 1);
        Files.createDirectory(tnftp.remote("old"));

        ftp(
                        "-p",
                        "mkdir \"new folder\"",
                        "rename a.bin \"new folder/c.bin\"",
                        "delete b.bin",
                        "rmdir old",
                        "chmod 600 \"new folder/c.bin\"")
                .ok();

        assertArrayEquals(content, Files.readAllBytes(tnftp.remote("new folder/c.bin")));
        assertEquals(
                List.of("new folder", "new folder/c.bin"),
                List.copyOf(Sample.tree(tnftp.remote("")).keySet()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(tnftp.remote("new folder/c.bin"))));
    }

    @Test
    void walksThroughFolders() throws IOException {
        byte[] content = Sample.write(tnftp.remote("one/two/a.bin"), 100);

        ftp("-p", "cd one", "cd two", "pwd", "get a.bin", "cdup", "pwd")
                .ok()
                .says("Remote directory: /one/two\n")
                .says("Remote directory: /one\n");

        assertArrayEquals(content, Files.readAllBytes(tnftp.local("a.bin")));
    }

    @Test
    void asksForSizeTimeAndSystem() throws IOException {
        Sample.write(tnftp.remote("a.bin"), 12_345);
        Files.setLastModifiedTime(tnftp.remote("a.bin"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        ftp("-p", "size a.bin", "modtime a.bin", "system", "rstatus")
                .ok()
                .says("a.bin\t12345")
                .says("a.bin\tSat, 03 Feb 2001 04:05:06 +0000")
                .says("215 UNIX Type: L8")
                .says("Logged in as ferry");
    }

    @Test
    void fetchesAUrl() throws IOException {
        byte[] content = Sample.write(tnftp.remote("a folder/文件.bin"), 100_000);

        tnftp.run("-o", "a.bin", tnftp.urlWithLogin("a folder/文件.bin")).ok();

        assertArrayEquals(content, Files.readAllBytes(tnftp.local("a.bin")));
    }

    @Test
    void uploadsToAUrl() throws IOException {
        byte[] content = Sample.write(tnftp.local("a.bin"), 100_000);

        tnftp.run("-u", tnftp.urlWithLogin("b.bin"), "a.bin").ok();

        assertArrayEquals(content, Files.readAllBytes(tnftp.remote("b.bin")));
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        tnftp.feed("user ferry wrong\nls\nbye\n", "127.0.0.1", tnftp.port()).says("530");
    }
}
