package ferry.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of folders that were used lately must never stand for another folder, and not for long. */
final class OpenFoldersTest {
    @TempDir
    private Path disk;

    private Path home;
    private FileService files;

    @BeforeEach
    void begin() throws IOException {
        home = Files.createDirectory(disk.resolve("home"));
        Files.createDirectory(home.resolve("folder"));
        Files.writeString(home.resolve("folder/file"), "old");
        files = new FileService(home, "anna", Permission.ALL, UploadMode.ATOMIC);
    }

    private static VirtualPath path(String text) {
        return VirtualPath.ROOT.resolve(text);
    }

    private String read(String path) throws IOException, ReplyException {
        try (var file = files.open(path(path))) {
            var bytes = ByteBuffer.allocate((int) file.size());
            while (file.channel().read(bytes) > 0) {}
            return new String(bytes.array(), UTF_8);
        }
    }

    private void write(String path, String text) throws IOException, ReplyException {
        try (var upload = files.store(path(path), 0)) {
            upload.channel().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            upload.commit();
        }
    }

    private Set<String> list(String folder) throws IOException, ReplyException {
        var names = new HashSet<String>();
        try (var listing = files.list(path(folder))) {
            for (var name = listing.nextName(); name.isPresent(); name = listing.nextName()) {
                names.add(name.get());
            }
        }
        return names;
    }

    @Test
    void seesAnotherFolderOfTheSameName() throws IOException, ReplyException {
        assertEquals("old", read("folder/file"));
        Files.move(home.resolve("folder"), home.resolve("moved"));
        Files.createDirectory(home.resolve("folder"));
        Files.writeString(home.resolve("folder/file"), "new");

        assertEquals("new", read("folder/file"));
        write("folder/upload", "mine");
        assertTrue(Files.exists(home.resolve("folder/upload")));
        assertFalse(Files.exists(home.resolve("moved/upload")));
        assertEquals("old", read("moved/file"));
    }

    @Test
    void seesThatAFolderIsGone() throws IOException, ReplyException {
        assertEquals("old", read("folder/file"));
        Files.delete(home.resolve("folder/file"));
        Files.delete(home.resolve("folder"));

        assertThrows(NoSuchFileException.class, () -> read("folder/file"));
        assertThrows(NoSuchFileException.class, () -> write("folder/upload", "mine"));
    }

    @Test
    void seesAnotherHome() throws IOException, ReplyException {
        assertEquals("old", read("folder/file"));
        Files.move(home, disk.resolve("moved"));
        Files.createDirectory(home);
        Files.createDirectory(home.resolve("folder"));
        Files.writeString(home.resolve("folder/file"), "new");

        assertEquals("new", read("folder/file"));
    }

    @Test
    void followsNoLinkThatTookThePlaceOfAFolder() throws IOException, ReplyException {
        var outside = Files.createDirectory(disk.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        assertEquals("old", read("folder/file"));
        Files.move(home.resolve("folder"), home.resolve("moved"));
        Files.createSymbolicLink(home.resolve("folder"), outside);

        assertThrows(IOException.class, () -> read("folder/file"));
    }

    /** As where the folders of two users have one number. */
    @Test
    @SuppressWarnings("StreamResourceLeak") // closed by the handle
    void keepsAFolderForItsOwnPathOnly() throws IOException {
        var folders = new OpenFolders();
        try (var handle = new Handle((SecureDirectoryStream<Path>) Files.newDirectoryStream(home))) {
            folders.keep(handle, home);
            var key = handle.key().orElseThrow();

            try (var again = folders.find(key, home).orElseThrow()) {
                assertSame(handle, again);
            }
            assertEquals(Optional.empty(), folders.find(key, disk.resolve("other")));
        }
    }

    @Test
    void listsAgainAndAgain() throws IOException, ReplyException {
        assertEquals("old", read("folder/file"));
        for (int i = 0; i < 3; i++) {
            assertEquals(Set.of("folder"), list("/"));
            assertEquals(Set.of("file"), list("folder"));
        }
    }

    @Test
    void letsGoInAMoment() throws IOException, ReplyException {
        assertEquals("old", read("folder/file"));
        assertTrue(OpenFolders.OF_PROCESS.size() > 0);

        Eventually.holds("all handles to be closed", () -> OpenFolders.OF_PROCESS.size() == 0);
    }

    @Test
    void keepsFewOnly() throws IOException, ReplyException {
        for (int i = 0; i < 200; i++) {
            Files.createDirectory(home.resolve("f" + i));
            write("f" + i + "/file", "text");
        }

        assertTrue(OpenFolders.OF_PROCESS.size() <= 64);
        for (int i = 0; i < 200; i++) {
            assertEquals("text", read("f" + i + "/file"));
        }
    }
}
