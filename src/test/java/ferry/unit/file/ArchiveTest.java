package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Entry;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home in a ZIP archive: a provider without handles, links, modes and file keys. */
final class ArchiveTest {
    private final FileSystem archive;
    private final Path home;
    private final FileService files;

    ArchiveTest(@TempDir Path folder) throws IOException {
        archive = FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", "true"));
        home = Files.createDirectory(archive.getPath("/home"));
        files = new FileService(home, "user", Permission.ALL, UploadMode.ATOMIC);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @Test
    void storesListsAndDeletes() throws IOException, ReplyException {
        files.makeDirectory(path("/d"));
        Ground.store(files, "/d/文.txt", "content");
        Ground.store(files, "/d/文.txt", "new content");

        Entry entry = files.stat(path("/d/文.txt"));
        assertEquals(11, entry.size());
        assertEquals(Optional.empty(), files.ownership(path("/d/文.txt")));
        assertEquals(Set.of("文.txt"), Ground.names(files, "/d"));
        assertEquals("new content", Files.readString(home.resolve("d").resolve("文.txt")));
        assertThrows(DirectoryNotEmptyException.class, () -> files.removeDirectory(path("/d")));

        files.setModified(path("/d/文.txt"), Instant.ofEpochSecond(1_000_000_000));
        assertEquals(
                Instant.ofEpochSecond(1_000_000_000),
                files.stat(path("/d/文.txt")).modified());
        files.rename(path("/d/文.txt"), path("/f"));
        files.delete(path("/f"));
        files.removeDirectory(path("/d"));
        assertEquals(Set.of(), Ground.names(files, "/"));
    }

    @Test
    void retrieves() throws IOException, ReplyException {
        Files.writeString(home.resolve("f"), "content");

        try (var download = files.open(path("/f"))) {
            assertEquals(7, download.size());
        }
    }

    @Test
    void appendsToACopy() throws IOException, ReplyException {
        String large = "0123456789".repeat(20_000);
        Files.writeString(home.resolve("f"), large);

        try (var upload = files.append(path("/f"))) {
            Ground.write(upload, "X");
            upload.commit();
        }

        assertEquals(large + "X", Files.readString(home.resolve("f")));
    }

    @Test
    void keepsABrokenUpload() throws IOException, ReplyException {
        Ground.breakOff(files, "/f", "12345");

        assertTrue(files.stat(path("/f")).incomplete());
        files.delete(path("/f"));
        assertThrows(NoSuchFileException.class, () -> files.stat(path("/f")));
    }

    @Test
    void keepsNothingThatIsUseless() throws IOException, ReplyException {
        Ground.breakOff(files, "/f", "");
        try (var upload = files.store(path("/f"), 0)) {
            Ground.write(upload, "wrong");
            upload.discard();
        }
        try (var entries = Files.list(home)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void knowsNoWayOut() throws IOException {
        Files.writeString(archive.getPath("/outside"), "content");

        assertThrows(NoSuchFileException.class, () -> files.open(path("/../outside")));
    }

    @Test
    void tellsTheRoomThatIsLeftOrThatNobodyKnows() throws IOException, ReplyException {
        assertTrue(files.usable(path("/")) > 0);
    }
}
