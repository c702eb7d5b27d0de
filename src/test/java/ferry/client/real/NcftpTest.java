package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clients ncftpget, ncftpput and ncftpls. */
final class NcftpTest {
    @RegisterExtension
    final RealClient ncftp = new RealClient("ncftpget");

    private Outcome get(String... arguments) {
        return run("ncftpget", "-V", arguments);
    }

    private Outcome put(String... arguments) {
        return run("ncftpput", "-V", arguments);
    }

    private Outcome ls(String... arguments) {
        return run("ncftpls", "-F", arguments);
    }

    private Outcome run(String program, String option, String... arguments) {
        var command = new ArrayList<>(List.of(
                program,
                "-d",
                "stderr",
                "-u",
                "ferry",
                "-p",
                "ferry",
                "-P",
                ncftp.port(),
                "-r",
                "0",
                "-t",
                "20",
                option));
        command.addAll(List.of(arguments));
        return ncftp.start("", command).outcome();
    }

    @ParameterizedTest
    @CsvSource({"PASV, -F", "PORT, -E"})
    void uploadsAndDownloads(String verb, String option) throws IOException {
        byte[] content = Sample.write(ncftp.local("文件 ü.bin"), 100_000);
        Files.createDirectory(ncftp.local("down"));

        put(option, "127.0.0.1", "/", "文件 ü.bin").ok().says(verb);
        get(option, "127.0.0.1", "down", "/文件 ü.bin").ok().says(verb);

        assertArrayEquals(content, Files.readAllBytes(ncftp.remote("文件 ü.bin")));
        assertArrayEquals(content, Files.readAllBytes(ncftp.local("down/文件 ü.bin")));
    }

    @Test
    void uploadsATree() throws IOException {
        Sample.plantTree(ncftp.local("tree"));

        put("-m", "-R", "127.0.0.1", "/new", "tree").ok();

        assertEquals(Sample.tree(ncftp.local("tree")), Sample.tree(ncftp.remote("new/tree")));
    }

    @Test
    void downloadsATree() throws IOException {
        Sample.plantTree(ncftp.remote("tree"));

        get("-R", "127.0.0.1", ".", "/tree").ok();

        assertEquals(Sample.tree(ncftp.remote("tree")), Sample.tree(ncftp.local("tree")));
    }

    @Test
    void downloadsFilesThatFitAPattern() throws IOException {
        Sample.write(ncftp.remote("a.txt"), 100);
        Sample.write(ncftp.remote("b.txt"), 200);
        Sample.write(ncftp.remote("c.bin"), 300);

        get("127.0.0.1", ".", "/*.txt").ok();

        assertEquals(
                List.of("a.txt", "b.txt"),
                List.copyOf(Sample.tree(ncftp.local("")).keySet()));
    }

    @Test
    void resumesADownload() throws IOException {
        byte[] content = Sample.write(ncftp.remote("a.bin"), 100_000);
        Files.write(ncftp.local("a.bin"), new byte[40_000]);
        Files.setLastModifiedTime(ncftp.local("a.bin"), Files.getLastModifiedTime(ncftp.remote("a.bin")));

        get("-z", "127.0.0.1", ".", "/a.bin").ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(ncftp.local("a.bin")));
    }

    @Test
    void resumesAnUpload() throws IOException {
        byte[] content = Sample.write(ncftp.local("a.bin"), 100_000);
        Files.write(ncftp.remote("a.bin"), new byte[40_000]);

        // Not by sendfile (-s): there ncftpput 3.2.6 sends the whole file after REST.
        put("-z", "-s", "127.0.0.1", "/", "a.bin").ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(ncftp.remote("a.bin")));
    }

    @Test
    void appends() throws IOException {
        Files.writeString(ncftp.remote("a.txt"), "one ");
        Files.writeString(ncftp.local("a.txt"), "two");

        put("-A", "127.0.0.1", "/", "a.txt").ok();

        assertEquals("one two", Files.readString(ncftp.remote("a.txt")));
    }

    @Test
    void uploadsUnderAnotherNameAndRenames() throws IOException {
        byte[] content = Sample.write(ncftp.local("a.bin"), 1000);

        put("-T", "tmp.", "127.0.0.1", "/", "a.bin").ok().says("RNTO");

        assertArrayEquals(content, Files.readAllBytes(ncftp.remote("a.bin")));
        assertEquals(List.of("a.bin"), List.copyOf(Sample.tree(ncftp.remote("")).keySet()));
    }

    @Test
    void keepsTheModificationTime() throws IOException {
        var time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Sample.write(ncftp.local("a.bin"), 100);
        Files.setLastModifiedTime(ncftp.local("a.bin"), time);
        Files.createDirectory(ncftp.local("down"));

        put("-y", "127.0.0.1", "/", "a.bin").ok();
        get("127.0.0.1", "down", "/a.bin").ok();

        assertEquals(time, Files.getLastModifiedTime(ncftp.remote("a.bin")));
        assertEquals(time, Files.getLastModifiedTime(ncftp.local("down/a.bin")));
    }

    @Test
    void lists() throws IOException {
        Sample.write(ncftp.remote("a file.bin"), 12_345);
        Files.createDirectory(ncftp.remote("folder"));

        assertEquals(
                List.of("a file.bin", "folder"), ls("-1", ncftp.url("")).ok().lines());
        var lines = ls("-l", ncftp.url("")).ok().lines();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("-rw.* 12345 .* a file\\.bin"), lines.get(0));
        assertTrue(lines.get(1).matches("drwx.* folder"), lines.get(1));
    }

    @Test
    void listsFactsAndFoldersBelow() throws IOException {
        Sample.write(ncftp.remote("folder/文件 ü.bin"), 12_345);

        ls("-m", ncftp.url("folder/")).ok().says("type=file;size=12345;").says("; 文件 ü.bin\n");
        ls("-R", ncftp.url("")).ok().says("/folder:\n").says(" 12345 ").says(" 文件 ü.bin\n");
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        ncftp.run("-u", "ferry", "-p", "wrong", "-P", ncftp.port(), "-r", "0", "127.0.0.1", ".", "/a.bin")
                .exits(1);
    }

    @Test
    void isToldThatAFileIsMissing() {
        get("127.0.0.1", ".", "/missing").exits(3).says("550");
    }
}
