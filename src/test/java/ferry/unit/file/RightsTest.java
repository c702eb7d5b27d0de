package ferry.unit.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.DELETE;
import static ferry.file.Permission.LIST;
import static ferry.file.Permission.MKDIR;
import static ferry.file.Permission.MODE;
import static ferry.file.Permission.READ;
import static ferry.file.Permission.RENAME;
import static ferry.file.Permission.RMDIR;
import static ferry.file.Permission.TIME;
import static ferry.file.Permission.WRITE;
import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What each permission opens, and that nothing else does. */
final class RightsTest {
    private final Ground ground;

    RightsTest() throws IOException {
        ground = new Ground(Disk.UNIX);
        ground.put("/d/f", "content");
        ground.putFolder("/empty");
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private FileService with(Set<Permission> permissions) {
        return ground.service("user", permissions, UploadMode.ATOMIC);
    }

    private FileService without(Permission... missing) {
        return with(EnumSet.complementOf(EnumSet.copyOf(Set.of(missing))));
    }

    private static void denied(Executable action) {
        assertThrows(AccessDeniedException.class, action);
    }

    @Test
    void listIsNeededForFacts() {
        var files = without(LIST);

        denied(() -> files.list(path("/d")));
        denied(() -> files.stat(path("/d/f")));
        denied(() -> files.ownership(path("/d/f")));
    }

    @Test
    void readIsNeededToRetrieve() {
        denied(() -> without(READ).open(path("/d/f")));
    }

    @Test
    void writeIsNeededToStore() {
        denied(() -> without(WRITE).store(path("/d/g"), 0));
        denied(() -> without(WRITE).store(path("/d/f"), 3));
        denied(() -> without(WRITE).storeUnique(path("/d"), "g"));
    }

    @Test
    void appendOrWriteIsNeededToAppend() {
        denied(() -> without(APPEND, WRITE).append(path("/d/f")));
    }

    @Test
    void deleteIsNeededToDelete() {
        denied(() -> without(DELETE).delete(path("/d/f")));
    }

    @Test
    void renameIsNeededToRename() {
        denied(() -> without(RENAME).checkRename(path("/d/f")));
        denied(() -> without(RENAME).rename(path("/d/f"), path("/d/g")));
    }

    @Test
    void mkdirAndRmdirAreNeededForFolders() {
        denied(() -> without(MKDIR).makeDirectory(path("/d/e")));
        denied(() -> without(RMDIR).removeDirectory(path("/empty")));
    }

    @Test
    void timeAndModeAreNeededToSetThem() {
        denied(() -> without(TIME).setModified(path("/d/f"), Instant.EPOCH));
        denied(() -> without(MODE).setMode(path("/d/f"), 0600));
    }

    @Test
    void aDropBoxTakesFilesAndShowsNothing() throws IOException, ReplyException {
        var files = with(Set.of(WRITE));

        assertEquals(path("/d"), files.enter(path("/d")));
        Ground.store(files, "/d/g", "content");
        try (var upload = files.storeUnique(VirtualPath.ROOT, "g")) {
            upload.commit();
        }
        Ground.breakOff(files, "/d/h", "12345");
        files.store(path("/d/h"), 5).close();

        assertEquals("content", ground.content("/d/g"));
    }

    @Test
    void readersSeeThatTheyCanOnlyRead() throws IOException, ReplyException {
        var files = with(Permission.READ_ONLY);

        assertEquals(Set.of(READ), files.stat(path("/d/f")).rights());
        assertEquals(Set.of(LIST), files.stat(path("/d")).rights());
        assertEquals(Permission.READ_ONLY, files.permissions());
    }
}
