package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client rclone. */
final class RcloneTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @RegisterExtension
    final RealClient rclone = new RealClient("rclone", "--retries=1", "--low-level-retries=1", "-vv");

    /** Makes the remote {@code ferry:}. */
    @BeforeEach
    void configure() {
        rclone.set("RCLONE_CONFIG_FERRY_TYPE", "ftp");
        rclone.set("RCLONE_CONFIG_FERRY_HOST", "127.0.0.1");
        rclone.set("RCLONE_CONFIG_FERRY_PORT", rclone.port());
        rclone.set("RCLONE_CONFIG_FERRY_USER", "ferry");
        rclone.set(
                "RCLONE_CONFIG_FERRY_PASS",
                rclone.run("obscure", "ferry").ok().text().strip());
    }

    @Test
    void copiesATreeUp() throws IOException {
        Sample.plantTree(rclone.local("tree"));

        rclone.run("copy", "--create-empty-src-dirs", "tree", "ferry:up").ok();

        assertEquals(Sample.tree(rclone.local("tree")), Sample.tree(rclone.remote("up")));
    }

    @Test
    void copiesATreeDown() throws IOException {
        Sample.plantTree(rclone.remote("tree"));

        rclone.run("copy", "--create-empty-src-dirs", "ferry:tree", "down").ok();

        assertEquals(Sample.tree(rclone.remote("tree")), Sample.tree(rclone.local("down")));
    }

    @Test
    void copiesManyFilesAtOnce() throws IOException {
        for (int i = 0; i < 60; i++) {
            Sample.write(rclone.local("tree/folder " + i % 6 + "/" + i + ".bin"), 50_000 + i);
        }

        rclone.run("copy", "--transfers=8", "--checkers=8", "tree", "ferry:up").ok();
        rclone.run("copy", "--transfers=8", "--checkers=8", "ferry:up", "down").ok();

        assertEquals(Sample.tree(rclone.local("tree")), Sample.tree(rclone.remote("up")));
        assertEquals(Sample.tree(rclone.local("tree")), Sample.tree(rclone.local("down")));
    }

    @Test
    void managesWithTwoConnections() throws IOException {
        for (int i = 0; i < 20; i++) {
            Sample.write(rclone.local("tree/" + i + ".bin"), 50_000 + i);
        }

        try (var server = FerryServer.start(List.of("ftpserver.user.ferry.maxloginnumber=2"))) {
            rclone.set("RCLONE_CONFIG_FERRY_PORT", Integer.toString(server.port()));
            rclone.run("copy", "--ftp-concurrency=2", "--transfers=4", "--checkers=1", "tree", "ferry:up")
                    .ok();
            assertEquals(
                    Sample.tree(rclone.local("tree")), Sample.tree(server.home().resolve("up")));
        }
    }

    @Test
    void checks() throws IOException {
        Sample.plantTree(rclone.local("tree"));
        Sample.plantTree(rclone.remote("same"));
        Sample.plantTree(rclone.remote("other"));
        byte[] changed = Files.readAllBytes(rclone.remote("other/folder/b.bin"));
        changed[1000]++;
        Files.write(rclone.remote("other/folder/b.bin"), changed);

        rclone.run("check", "--download", "tree", "ferry:same").ok().says("0 differences found");
        rclone.run("check", "--download", "tree", "ferry:other").exits(1).says("1 differences found");
    }

    @Test
    void syncsDown() throws IOException {
        Sample.plantTree(rclone.remote("tree"));
        Sample.write(rclone.local("down/old/a.bin"), 100);

        rclone.run("sync", "--create-empty-src-dirs", "ferry:tree", "down").ok();

        assertEquals(Sample.tree(rclone.remote("tree")), Sample.tree(rclone.local("down")));
    }

    @Test
    void syncsUp() throws IOException {
        Sample.plantTree(rclone.local("tree"));
        Sample.write(rclone.remote("up/old/a.bin"), 100);

        rclone.run("sync", "--create-empty-src-dirs", "tree", "ferry:up").ok();

        assertEquals(Sample.tree(rclone.local("tree")), Sample.tree(rclone.remote("up")));
    }

    @Test
    void copiesNothingTheSecondTime() throws IOException {
        Sample.plantTree(rclone.local("tree"));

        rclone.run("copy", "tree", "ferry:up").ok().says("Copied (new)");
        var again = rclone.run("copy", "tree", "ferry:up").ok();

        assertEquals(0, again.count("Copied ("));
    }

    @Test
    void keepsModificationTimes() throws IOException {
        Sample.write(rclone.local("tree/a.bin"), 100);
        Files.setLastModifiedTime(rclone.local("tree/a.bin"), LONG_AGO);

        rclone.run("copy", "tree", "ferry:up").ok();
        rclone.run("copy", "ferry:up", "down").ok();

        assertEquals(LONG_AGO, Files.getLastModifiedTime(rclone.remote("up/a.bin")));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(rclone.local("down/a.bin")));
    }

    @Test
    void lists() throws IOException {
        Sample.write(rclone.remote("a.bin"), 12_345);
        Sample.write(rclone.remote("folder/文件 ü.bin"), 100);
        Files.setLastModifiedTime(rclone.remote("a.bin"), LONG_AGO);

        var names = rclone.run("lsf", "-R", "ferry:").ok().lines();
        var details = rclone.run("lsl", "ferry:", "--include", "a.bin").ok().lines();

        assertEquals(
                List.of("a.bin", "folder/", "folder/文件 ü.bin"),
                names.stream().sorted().toList());
        assertEquals(
                List.of("12345 2001-02-03 04:05:06.000000000 a.bin"),
                details.stream().map(String::strip).toList());
    }

    @Test
    void moves() throws IOException {
        byte[] content = Sample.write(rclone.remote("a.bin"), 100);
        Sample.write(rclone.remote("folder/b.bin"), 200);

        rclone.run("moveto", "ferry:a.bin", "ferry:deep/er/c d.bin").ok();
        rclone.run("moveto", "ferry:folder", "ferry:renamed").ok();

        assertArrayEquals(content, Files.readAllBytes(rclone.remote("deep/er/c d.bin")));
        assertArrayEquals(Sample.bytes(200), Files.readAllBytes(rclone.remote("renamed/b.bin")));
        assertFalse(Files.exists(rclone.remote("a.bin")));
        assertFalse(Files.exists(rclone.remote("folder")));
    }

    @Test
    void deletes() throws IOException {
        Sample.plantTree(rclone.remote("tree"));
        Sample.write(rclone.remote("b.bin"), 100);
        Sample.write(rclone.remote("c.bin"), 100);

        rclone.run("purge", "ferry:tree").ok();
        rclone.run("deletefile", "ferry:b.bin").ok();

        assertEquals(
                List.of("c.bin"), List.copyOf(Sample.tree(rclone.remote("")).keySet()));
    }

    @Test
    void showsPartOfAFile() throws IOException {
        Files.writeString(rclone.remote("a.txt"), "0123456789");

        assertEquals(
                "345",
                rclone.run("cat", "--offset=3", "--count=3", "ferry:a.txt").ok().text());
    }

    @Test
    void uploadsWhatItReadsFromAPipe() throws IOException {
        rclone.feed("one\ntwo\n", "rcat", "ferry:a.txt").ok();

        assertEquals("one\ntwo\n", Files.readString(rclone.remote("a.txt")));
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        String wrong = rclone.run("obscure", "wrong").ok().text().strip();

        rclone.run("lsf", "--ftp-pass=" + wrong, "ferry:").exits(1);
    }
}
