package ferry.unit.file;

import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;
import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Entry;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a broken upload leaves, and how it goes on. */
@ParameterizedClass
@EnumSource
final class ResumeTest {
    private static final String LONG_NAME = "n".repeat(250);

    private final Ground ground;
    private final FileService stranger;

    ResumeTest(Disk disk) throws IOException {
        ground = new Ground(disk);
        stranger = ground.service("stranger", Permission.ALL, UploadMode.ATOMIC);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void forgetsABrokenUploadWhenItsNameGoesToAnother() throws IOException, ReplyException {
        ground.put("/f", "old");
        Ground.breakOff(ground.files, "/f", "broken");

        ground.files.rename(path("/f"), path("/g"));

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, "new");
            upload.commit();
        }
        assertEquals("new", ground.content("/f"));
        assertEquals("old", ground.content("/g"));
    }

    @Test
    void forgetsABrokenUploadWhenItsNameIsTaken() throws IOException, ReplyException {
        ground.put("/f", "other");
        Ground.breakOff(ground.files, "/g", "broken");

        ground.files.rename(path("/f"), path("/g"));

        assertEquals(Set.of("g"), ground.onDisk("/"));
    }

    private void resume(String text, long restart, String rest) throws IOException, ReplyException {
        try (var upload = ground.files.store(path(text), restart)) {
            assertEquals(restart, upload.offset());
            Ground.write(upload, rest);
            upload.commit();
        }
    }

    @Test
    void showsABrokenUploadUnderItsName() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        Entry entry = ground.files.stat(path("/f"));

        assertEquals("f", entry.name());
        assertEquals(Entry.Kind.FILE, entry.kind());
        assertEquals(5, entry.size());
        assertTrue(entry.incomplete());
        assertEquals(Set.of(Permission.WRITE, Permission.APPEND, Permission.DELETE), entry.rights());
        assertEquals(
                List.of(Ground.told(entry)),
                Ground.list(ground.files, "/").stream().map(Ground::told).toList());
        assertEquals(Set.of("f"), Ground.names(ground.files, "/"));
    }

    @Test
    void hidesItFromOthers() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        assertThrows(NoSuchFileException.class, () -> stranger.stat(path("/f")));
        assertEquals(Set.of(), Ground.names(stranger, "/"));
        assertThrows(NoSuchFileException.class, () -> stranger.delete(path("/f")));
        assertEquals(BAD_RESTART_OFFSET, refusal(() -> stranger.store(path("/f"), 2)));
    }

    @Test
    void hidesItBehindACompleteFile() throws IOException, ReplyException {
        ground.put("/f", "complete");
        Ground.breakOff(ground.files, "/f", "12345");

        assertEquals(8, ground.files.stat(path("/f")).size());
        assertEquals(Set.of("f"), Ground.names(ground.files, "/"));
        assertEquals(1, Ground.list(ground.files, "/").size());
        assertFalse(Ground.list(ground.files, "/").getFirst().incomplete());
    }

    @Test
    void doesNotRetrieveIt() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.open(path("/f"))));
    }

    @Test
    void neitherRenamesNorTouchesIt() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.checkRename(path("/f"))));
        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.rename(path("/f"), path("/g"))));
        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.setMode(path("/f"), 0600)));
    }

    @Test
    void deletesIt() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        ground.files.delete(path("/f"));

        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void goesOnAtItsEnd() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        resume("/f", 5, "678");

        assertEquals("12345678", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void goesOnBeforeItsEnd() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        resume("/f", 2, "X");

        assertEquals("12X", ground.content("/f"));
    }

    @Test
    void goesOnAgainAndAgain() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12");
        try (var upload = ground.files.store(path("/f"), 2)) {
            Ground.write(upload, "34");
        }

        resume("/f", 4, "56");

        assertEquals("123456", ground.content("/f"));
    }

    @Test
    void keepsItWhenTheResumeBringsNothing() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        ground.files.store(path("/f"), 5).close();

        assertEquals(5, ground.files.stat(path("/f")).size());
    }

    @Test
    void refusesAnOffsetBeyondItsEnd() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");
        ground.put("/f", "a longer complete file");

        assertEquals(BAD_RESTART_OFFSET, refusal(() -> ground.files.store(path("/f"), 6)));
        assertEquals(2, ground.onDisk("/").size());
    }

    @Test
    void startsAnew() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        Ground.store(ground.files, "/f", "x");

        assertEquals("x", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void goesOnWithTheStartOfACompleteFile() throws IOException, ReplyException {
        ground.put("/f", "0123456789");

        try (var upload = ground.files.store(path("/f"), 4)) {
            Ground.write(upload, "X");
            assertEquals("0123456789", ground.content("/f"));
            upload.commit();
        }
        assertEquals("0123X", ground.content("/f"));
    }

    @Test
    void goesOnWithAWholeLargeFile() throws IOException, ReplyException {
        String large = "0123456789".repeat(30_000);
        ground.put("/f", large);

        resume("/f", large.length(), "X");

        assertEquals(large + "X", ground.content("/f"));
    }

    @Test
    void refusesAnOffsetBeyondTheCompleteFile() throws IOException {
        ground.put("/f", "0123456789");

        assertEquals(BAD_RESTART_OFFSET, refusal(() -> ground.files.store(path("/f"), 11)));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void refusesAnOffsetOfNothing() throws IOException {
        assertEquals(BAD_RESTART_OFFSET, refusal(() -> ground.files.store(path("/f"), 1)));
        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void isBusyWhileItIsWritten() throws IOException, ReplyException {
        var again = ground.service("user", Permission.ALL, UploadMode.ATOMIC);
        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "12345");

            assertEquals(FILE_BUSY, refusal(() -> again.store(path("/f"), 5)));
            assertEquals(FILE_BUSY, refusal(() -> again.append(path("/f"))));
            assertEquals(FILE_BUSY, refusal(() -> again.delete(path("/f"))));
            assertEquals(5, again.stat(path("/f")).size());
        }
        again.store(path("/f"), 5).close();
    }

    @Test
    void isNotBusyAfterARefusal() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");
        assertEquals(BAD_RESTART_OFFSET, refusal(() -> ground.files.store(path("/f"), 6)));

        resume("/f", 5, "6");

        assertEquals("123456", ground.content("/f"));
    }

    @Test
    void remembersALongNameByItsDigest() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/" + LONG_NAME, "12345");

        assertEquals(Set.of(), Ground.names(ground.files, "/"));
        assertEquals(5, ground.files.stat(path("/" + LONG_NAME)).size());
        resume("/" + LONG_NAME, 5, "6");
        assertEquals("123456", ground.content("/" + LONG_NAME));
    }

    @Test
    void neverTakesOneNameForAnother() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/~0123456789abcdef", "12");
        Ground.breakOff(ground.files, "/#" + "0".repeat(32), "345");

        assertEquals(Set.of("~0123456789abcdef", "#" + "0".repeat(32)), Ground.names(ground.files, "/"));
    }

    @Test
    void deletesItWithTheCompleteFile() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");
        ground.put("/f", "complete");

        ground.files.delete(path("/f"));

        assertThrows(NoSuchFileException.class, () -> ground.files.stat(path("/f")));
        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void goesWithItsFolder() throws IOException, ReplyException {
        ground.putFolder("/d");
        Ground.breakOff(ground.files, "/d/f", "12345");
        Ground.breakOff(ground.files, "/d/" + LONG_NAME, "12345");

        ground.files.removeDirectory(path("/d"));

        assertFalse(Files.exists(ground.real("/d")));
    }

    @Test
    void doesNotGoWithAFolderThatHasMore() throws IOException, ReplyException {
        ground.putFolder("/d");
        Ground.breakOff(ground.files, "/d/f", "12345");
        ground.put("/d/g", "complete");

        assertThrows(DirectoryNotEmptyException.class, () -> ground.files.removeDirectory(path("/d")));
        assertEquals(2, ground.onDisk("/d").size());
    }

    @Test
    void doesNotGoWithAFolderForAnother() throws IOException, ReplyException {
        ground.putFolder("/d");
        Ground.breakOff(ground.files, "/d/f", "12345");

        assertThrows(DirectoryNotEmptyException.class, () -> stranger.removeDirectory(path("/d")));
        assertEquals(5, ground.files.stat(path("/d/f")).size());
    }

    @Test
    void doesNotGoWithAFolderWhileItIsWritten() throws IOException, ReplyException {
        ground.putFolder("/d");
        try (var upload = ground.files.store(path("/d/f"), 0)) {
            Ground.write(upload, "12345");

            assertThrows(DirectoryNotEmptyException.class, () -> ground.files.removeDirectory(path("/d")));
            upload.commit();
        }
        assertEquals("12345", ground.content("/d/f"));
    }
}
