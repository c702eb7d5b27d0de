package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client lftp. */
final class LftpTest {
    private static final int MIB = 1024 * 1024;
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @RegisterExtension
    final RealClient lftp = new RealClient("lftp", "-d");

    private Outcome lftp(String... commands) {
        return lftp.run("-c", script(commands));
    }

    private String script(String... commands) {
        return """
                set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set net:persist-retries 0
                set ftp:ssl-allow no
                open -u ferry,ferry 127.0.0.1:%s
                """.formatted(lftp.port()) + String.join("\n", commands);
    }

    @ParameterizedTest
    @CsvSource({"yes, yes, MLSD", "yes, no, LIST", "no, yes, MLSD", "no, no, LIST"})
    void mirrorsATreeDown(String passive, String mlsd, String verb) throws IOException {
        Sample.plantTree(lftp.remote(""));

        var outcome = lftp(
                "set ftp:passive-mode " + passive + "; set ftp:use-mlsd " + mlsd + "; set ftp:list-options -a",
                "mirror / mirrored");

        outcome.ok().says("---> " + verb).says(passive.equals("yes") ? "---> PASV" : "---> PORT");
        assertEquals(Sample.tree(lftp.remote("")), Sample.tree(lftp.local("mirrored")));
    }

    @ParameterizedTest
    @CsvSource({"yes, yes, MLSD", "yes, no, LIST", "no, yes, MLSD", "no, no, LIST"})
    void mirrorsATreeUp(String passive, String mlsd, String verb) throws IOException {
        Sample.plantTree(lftp.local("tree"));
        Files.createDirectory(lftp.remote("mirrored"));

        var outcome = lftp(
                "set ftp:passive-mode " + passive + "; set ftp:use-mlsd " + mlsd + "; set ftp:list-options -a",
                "mirror --reverse tree /mirrored");

        outcome.ok().says("---> " + verb).says(passive.equals("yes") ? "---> PASV" : "---> PORT");
        assertEquals(Sample.tree(lftp.local("tree")), Sample.tree(lftp.remote("mirrored")));
    }

    @Test
    void asksForAVirtualHost() throws IOException {
        var anna = Files.createDirectory(lftp.local("anna"));
        Files.writeString(anna.resolve("hers.txt"), "content");
        var users = Files.write(
                lftp.local("users.properties"), FerryServer.user("anna", "homedirectory=" + anna.toAbsolutePath()));
        var hosts = Files.writeString(
                lftp.local("hosts.properties"), "host.localhost.users = " + users.toAbsolutePath() + "\n");
        try (var server = FerryServer.start("hosts.file=" + hosts.toAbsolutePath())) {
            lftp.run("-c", """
                    set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set ftp:ssl-allow no
                    set ftp:use-feat yes; set dns:order inet
                    open -u anna,ferry localhost:%s
                    get hers.txt""".formatted(server.port())).ok().says("---> HOST localhost");
        }

        assertEquals("content", Files.readString(lftp.local("hers.txt")));
    }

    @Test
    void mirrorsOverSeveralConnections() throws IOException {
        for (int i = 0; i < 40; i++) {
            Sample.write(lftp.remote("folder " + i % 4 + "/" + i + ".bin"), 10_000 + i);
        }

        lftp("mirror --parallel=4 / mirrored").ok();

        assertEquals(Sample.tree(lftp.remote("")), Sample.tree(lftp.local("mirrored")));
    }

    @Test
    void mirrorsNothingTheSecondTime() throws IOException {
        Sample.plantTree(lftp.local("tree"));

        lftp("mirror -R tree /mirrored").ok().says("---> STOR");
        var again = lftp("mirror -R tree /mirrored").ok();

        assertEquals(0, again.count("---> STOR"));
    }

    @Test
    void keepsModificationTimesBothWays() throws IOException {
        Sample.write(lftp.local("tree/a.bin"), 100);
        Files.setLastModifiedTime(lftp.local("tree/a.bin"), LONG_AGO);

        lftp("mirror -R tree /up", "mirror /up down").ok();

        assertEquals(LONG_AGO, Files.getLastModifiedTime(lftp.remote("up/a.bin")));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(lftp.local("down/a.bin")));
    }

    @Test
    void deletesWhatIsGoneWhenItMirrors() throws IOException {
        Sample.write(lftp.local("tree/folder/a.bin"), 100);
        Sample.write(lftp.remote("mirrored/old/b.bin"), 100);

        lftp("mirror -R --delete tree /mirrored").ok();

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

        lftp("get -c a.bin").ok().says("---> REST " + came);

        assertArrayEquals(content, Files.readAllBytes(part));
    }

    @Test
    void resumesABrokenUpload() throws IOException {
        byte[] content = Sample.write(lftp.local("a.bin"), 8 * MIB);
        var running = lftp.start("-c", script("set net:limit-rate 4M", "put a.bin"));
        Await.until("a part has come", () -> bytesBelow(lftp.remote("")) > 100_000);
        running.kill();
        Await.until("the daemon has seen it", () -> lftp.server().daemon().connections() == 0);

        lftp("put -c a.bin").ok().says("---> REST ");

        assertArrayEquals(content, Files.readAllBytes(lftp.remote("a.bin")));
        assertEquals(List.of("a.bin"), List.copyOf(Sample.tree(lftp.remote("")).keySet()));
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
    void resumesFromWhatIsThere() throws IOException {
        byte[] content = Sample.write(lftp.remote("a.bin"), 100_000);
        Files.write(lftp.local("a.bin"), new byte[40_000]);

        lftp("get -c a.bin").ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.bin")));
    }

    @Test
    void downloadsAFileOverFourConnections() throws IOException {
        byte[] content = Sample.write(lftp.remote("a.bin"), 4 * MIB);

        // Slow enough that the first connection has not fetched all when the others begin.
        var outcome = lftp("set net:limit-rate 2M; set net:limit-max 64k", "pget -n 4 a.bin")
                .ok();

        assertEquals(4, outcome.count("---> RETR a.bin"));
        assertArrayEquals(content, Files.readAllBytes(lftp.local("a.bin")));
    }

    @Test
    void movesFilesThatFitAPattern() throws IOException {
        Sample.write(lftp.local("a.bin"), 100);
        Sample.write(lftp.local("größe.bin"), 200);
        Sample.write(lftp.local("c.txt"), 300);
        Sample.write(lftp.remote("d.bin"), 400);
        Sample.write(lftp.remote("e.txt"), 500);

        lftp("mput *.bin", "rm d.bin", "mget *.txt").ok();

        assertEquals(
                List.of("a.bin", "e.txt", "größe.bin"),
                List.copyOf(Sample.tree(lftp.remote("")).keySet()));
        assertArrayEquals(Sample.bytes(200), Files.readAllBytes(lftp.remote("größe.bin")));
        assertArrayEquals(Sample.bytes(500), Files.readAllBytes(lftp.local("e.txt")));
    }

    @Test
    void renamesRemovesAndMakesFolders() throws IOException {
        byte[] content = Sample.write(lftp.remote("a.bin"), 100);
        Sample.write(lftp.remote("old/b/c.bin"), 1);
        Sample.write(lftp.remote("d.bin"), 1);

        lftp("mkdir -p one/two \"three four/five\"", "mv a.bin \"three four/文件.bin\"", "rm d.bin", "rm -r old")
                .ok();

        assertArrayEquals(content, Files.readAllBytes(lftp.remote("three four/文件.bin")));
        assertEquals(
                List.of("one", "one/two", "three four", "three four/five", "three four/文件.bin"),
                List.copyOf(Sample.tree(lftp.remote("")).keySet()));
    }

    @Test
    void changesModes() throws IOException {
        Sample.write(lftp.remote("a.bin"), 100);

        lftp("chmod 640 a.bin").ok();

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(lftp.remote("a.bin"))));
    }

    @Test
    void listsAsLs() throws IOException {
        Sample.write(lftp.remote("a file.bin"), 12_345);
        Files.createDirectory(lftp.remote("folder"));

        var lines = lftp("ls").ok().lines();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("-rw.* 12345 .* a file\\.bin"), lines.get(0));
        assertTrue(lines.get(1).matches("drwx.* folder"), lines.get(1));
    }

    @ParameterizedTest
    @CsvSource({"yes", "no"})
    void listsWhatItHasUnderstood(String mlsd) throws IOException {
        Sample.write(lftp.remote("文件 ü.bin"), 12_345);
        Files.setLastModifiedTime(lftp.remote("文件 ü.bin"), LONG_AGO);
        Files.createDirectory(lftp.remote("folder"));

        var lines = lftp(
                        "set ftp:use-mlsd " + mlsd,
                        "cls -1 --size --date --time-style=%Y-%m-%d --block-size=1 --classify")
                .ok()
                .lines();

        assertEquals(2, lines.size());
        assertEquals("folder/", lines.get(0).replaceAll(".* ", ""));
        assertEquals("12345 2001-02-03 文件 ü.bin", lines.get(1).strip());
    }

    @Test
    void findsAll() throws IOException {
        Sample.plantTree(lftp.remote(""));

        var found = lftp("find").ok().lines();

        var expected = new TreeSet<String>();
        expected.add("./");
        Sample.tree(lftp.remote(""))
                .forEach((name, what) -> expected.add("./" + name + (what.equals("folder") ? "/" : "")));
        assertEquals(expected, new TreeSet<>(found));
    }

    @Test
    void movesText() throws IOException {
        Files.writeString(lftp.remote("a.txt"), "one\ntwo\n");
        Files.writeString(lftp.local("b.txt"), "three\nfour\n");

        lftp("get -a a.txt", "put -a b.txt").ok().says("<--- 213 10"); // with CR LF on the way

        assertEquals("one\ntwo\n", Files.readString(lftp.local("a.txt")));
        assertEquals("three\nfour\n", Files.readString(lftp.remote("b.txt")));
    }

    @Test
    void showsAFile() throws IOException {
        Files.writeString(lftp.remote("a.txt"), "one\ntwo\n");

        assertEquals("one\ntwo\n", lftp("cat a.txt").ok().text());
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        lftp.run("-u", "ferry,wrong", "-e", "set net:max-retries 1; ls; exit", "127.0.0.1:" + lftp.port())
                .exits(1)
                .says("Login incorrect");
    }

    @Test
    void makesLinksAndFoldersBySite() throws IOException {
        Files.createFile(lftp.remote("a.bin"));

        lftp("ln -s a.bin link", "mkdir -p x/y/z", "mkdir -p x/y/z/more")
                .ok()
                .says("---> SITE SYMLINK")
                .says("---> SITE MKDIR");

        assertEquals(Path.of("a.bin"), Files.readSymbolicLink(lftp.remote("link")));
        assertTrue(Files.isDirectory(lftp.remote("x/y/z/more")));
    }
}
