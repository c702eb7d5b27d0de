package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders made, removed and entered; files deleted. */
@ParameterizedClass
@EnumSource
final class DirectoryTest {
    private final Ground ground;

    DirectoryTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void makesAFolder() throws IOException, ReplyException {
        assertEquals(path("/d"), ground.files.makeDirectory(path("/d")));
        assertEquals(path("/d/e"), ground.files.makeDirectory(path("/d/e")));
        assertEquals(path("/d/e/f"), ground.files.makeDirectory(path("/d/e/f")));

        assertTrue(Files.isDirectory(ground.real("/d/e/f")));
        assertEquals(Set.of("d"), ground.onDisk("/"));
    }

    @Test
    void makesNoFolderTwice() throws IOException, ReplyException {
        ground.put("/d/f", "file");
        ground.putFolder("/d/e");

        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeDirectory(path("/d")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeDirectory(path("/d/e")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeDirectory(path("/d/f")));
        assertEquals(Set.of("e", "f"), ground.onDisk("/d"));
    }

    @Test
    void makesNoFolderInAMissingOne() {
        assertThrows(NoSuchFileException.class, () -> ground.files.makeDirectory(path("/d/e")));
    }

    @Test
    void makesNoFolderInAFile() throws IOException {
        ground.put("/f", "file");

        assertThrows(NotDirectoryException.class, () -> ground.files.makeDirectory(path("/f/d")));
    }

    @Test
    void removesAnEmptyFolder() throws IOException, ReplyException {
        ground.putFolder("/d/e");

        ground.files.removeDirectory(path("/d/e"));
        ground.files.removeDirectory(path("/d"));

        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void removesNoFolderThatIsNotEmpty() throws IOException {
        ground.put("/d/f", "file");

        assertThrows(DirectoryNotEmptyException.class, () -> ground.files.removeDirectory(path("/d")));
        assertEquals(Set.of("f"), ground.onDisk("/d"));
    }

    @Test
    void removesNoFile() throws IOException {
        ground.put("/f", "file");

        assertThrows(NotDirectoryException.class, () -> ground.files.removeDirectory(path("/f")));
        assertThrows(NoSuchFileException.class, () -> ground.files.removeDirectory(path("/g")));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void deletesAFile() throws IOException, ReplyException {
        ground.put("/d/f", "file");

        ground.files.delete(path("/d/f"));

        assertEquals(Set.of(), ground.onDisk("/d"));
    }

    @Test
    void deletesNoFolder() throws IOException {
        ground.putFolder("/d");

        assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.delete(path("/d"))));
        assertThrows(NoSuchFileException.class, () -> ground.files.delete(path("/g")));
        assertTrue(Files.isDirectory(ground.real("/d")));
    }

    @Test
    void entersFoldersOnly() throws IOException, ReplyException {
        ground.put("/d/f", "file");

        assertEquals(path("/d"), ground.files.enter(path("/d")));
        assertEquals(VirtualPath.ROOT, ground.files.enter(VirtualPath.ROOT));
        assertThrows(NotDirectoryException.class, () -> ground.files.enter(path("/d/f")));
        assertThrows(NotDirectoryException.class, () -> ground.files.enter(path("/d/f/g")));
        assertThrows(NoSuchFileException.class, () -> ground.files.enter(path("/g")));
    }

    @Test
    void doesNotTouchTheHomeItself() throws IOException {
        ground.putFolder("/d");
        ground.putLink("/top", ".");

        for (String home : new String[] {"/", "/..", "/d/.."}) {
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.delete(path(home))), home);
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.removeDirectory(path(home))), home);
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.checkRename(path(home))), home);
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.rename(path(home), path("/x"))), home);
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.setMode(path(home), 0)), home);
            assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(() -> ground.files.makeDirectory(path(home))), home);
            assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(() -> ground.files.append(path(home))), home);
        }
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(() -> ground.files.rename(path("/d"), path("/"))));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.setMode(path("/top"), 0)));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.store(path("/top"), 0)));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal(() -> ground.files.open(path("/top"))));
        assertEquals(Set.of("d", "top"), ground.onDisk("/"));
    }

    @Test
    void makesTheHome() throws IOException, ReplyException {
        var later = new FileService(ground.home.resolve("later"), "user", Permission.ALL, UploadMode.ATOMIC);
        assertThrows(NoSuchFileException.class, () -> later.enter(VirtualPath.ROOT));

        later.prepareHome();
        later.prepareHome();

        assertEquals(VirtualPath.ROOT, later.enter(VirtualPath.ROOT));
        assertEquals(Set.of(), Ground.names(later, "/"));
    }

    @Test
    void makesNoHomeInAMissingFolder() {
        var later = new FileService(
                ground.home.resolve("missing").resolve("later"), "user", Permission.ALL, UploadMode.ATOMIC);

        assertThrows(NoSuchFileException.class, later::prepareHome);
        assertFalse(Files.exists(ground.home.resolve("missing")));
    }
}
