package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** RNFR and RNTO. */
@ParameterizedClass
@EnumSource
final class RenameTest {
    private final Ground ground;

    RenameTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void renamesAFile() throws IOException, ReplyException {
        ground.put("/f", "content");

        ground.files.checkRename(path("/f"));
        ground.files.rename(path("/f"), path("/g"));

        assertEquals("content", ground.content("/g"));
        assertEquals(Set.of("g"), ground.onDisk("/"));
    }

    @Test
    void movesToAnotherFolder() throws IOException, ReplyException {
        ground.put("/a/f", "content");
        ground.putFolder("/b/c");

        ground.files.rename(path("/a/f"), path("/b/c/g"));

        assertEquals("content", ground.content("/b/c/g"));
        assertEquals(Set.of(), ground.onDisk("/a"));
    }

    @Test
    void movesAFolder() throws IOException, ReplyException {
        ground.put("/a/f", "content");
        ground.putFolder("/b");

        ground.files.rename(path("/a"), path("/b/c"));

        assertEquals("content", ground.content("/b/c/f"));
        assertEquals(Set.of("b"), ground.onDisk("/"));
    }

    @Test
    void replacesAFile() throws IOException, ReplyException {
        ground.put("/f", "new");
        ground.put("/g", "old");

        ground.files.rename(path("/f"), path("/g"));

        assertEquals("new", ground.content("/g"));
        assertEquals(Set.of("g"), ground.onDisk("/"));
    }

    @Test
    void replacesNothingWithoutPermissionToOverwrite() throws IOException, ReplyException {
        ground.put("/f", "new");
        ground.put("/g", "old");
        var files = ground.service("user", EnumSet.complementOf(EnumSet.of(Permission.OVERWRITE)), UploadMode.ATOMIC);

        assertThrows(FileAlreadyExistsException.class, () -> files.rename(path("/f"), path("/g")));
        files.rename(path("/f"), path("/h"));

        assertEquals("old", ground.content("/g"));
        assertEquals("new", ground.content("/h"));
    }

    @Test
    void neverReplacesAFolder() throws IOException {
        ground.put("/f", "file");
        ground.putFolder("/d");
        ground.putFolder("/e");

        assertThrows(FileAlreadyExistsException.class, () -> ground.files.rename(path("/f"), path("/d")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.rename(path("/d"), path("/f")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.rename(path("/d"), path("/e")));
        assertEquals(Set.of("d", "e", "f"), ground.onDisk("/"));
    }

    @Test
    void doesNotPutAFolderIntoItself() throws IOException {
        ground.putFolder("/d/e");
        ground.putLink("/l", "d");

        assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(() -> ground.files.rename(path("/d"), path("/d/e/f"))));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(() -> ground.files.rename(path("/d"), path("/l/f"))));
        assertEquals(Set.of("e"), ground.onDisk("/d"));
    }

    @Test
    void leavesAFileThatGetsItsOwnName() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putLink("/l", "d");

        ground.files.rename(path("/d/f"), path("/d/f"));
        ground.files.rename(path("/d/f"), path("/l/f"));
        ground.files.rename(path("/d"), path("/d"));

        assertEquals("content", ground.content("/d/f"));
    }

    @Test
    void refusesWhatIsMissing() throws IOException {
        ground.put("/f", "content");

        assertThrows(NoSuchFileException.class, () -> ground.files.checkRename(path("/g")));
        assertThrows(NoSuchFileException.class, () -> ground.files.rename(path("/g"), path("/h")));
        assertThrows(NoSuchFileException.class, () -> ground.files.rename(path("/f"), path("/d/f")));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }
}
