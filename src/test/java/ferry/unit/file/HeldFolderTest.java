package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.Upload;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An upload whose folder is moved away, with a link to the outside put in its place. Where there are handles the upload
 * goes on in its folder; elsewhere it fails. The outside has a file of the same name.
 */
@ParameterizedClass
@EnumSource
final class HeldFolderTest {
    private static final String NAME = "inner";

    private final Disk disk;
    private final Ground ground;

    HeldFolderTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
        ground.put("/d/" + NAME, "old");
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private Upload begin() throws IOException, ReplyException {
        var upload = ground.files.store(path("/d/" + NAME), 0);
        Ground.write(upload, "new");
        return upload;
    }

    private void swap() throws IOException {
        Files.move(ground.real("/d"), ground.real("/moved"));
        ground.putLink("/d", ground.outside.resolve("folder"));
    }

    @Test
    void keepsACommitInside() throws IOException, ReplyException {
        try (var upload = begin()) {
            swap();
            if (disk == Disk.WINDOWS) {
                assertThrows(NotDirectoryException.class, upload::commit);
            } else {
                upload.commit();
                assertEquals(Set.of(NAME), ground.onDisk("/moved"));
            }
        }
        assertEquals(disk == Disk.WINDOWS ? "old" : "new", ground.content("/moved/" + NAME));
    }

    @Test
    void keepsADiscardInside() throws IOException, ReplyException {
        try (var upload = begin()) {
            swap();
            if (disk == Disk.WINDOWS) {
                assertThrows(NotDirectoryException.class, upload::discard);
            } else {
                upload.discard();
                assertEquals(Set.of(NAME), ground.onDisk("/moved"));
            }
        }
        assertEquals("old", ground.content("/moved/" + NAME));
    }

    @Test
    void keepsAnUploadInsideWhenAFolderAboveIsSwapped() throws IOException, ReplyException {
        Files.createDirectory(ground.outside.resolve("folder").resolve("e"));
        ground.putFolder("/d/e");
        try (var upload = ground.files.store(path("/d/e/f"), 0)) {
            Ground.write(upload, "new");
            swap();
            if (disk == Disk.WINDOWS) {
                assertThrows(NotDirectoryException.class, upload::commit);
            } else {
                upload.commit();
                assertEquals("new", ground.content("/moved/e/f"));
            }
        }
        Files.delete(ground.outside.resolve("folder").resolve("e"));
    }

    @Test
    void listsNothingOutside() throws IOException, ReplyException {
        try (var listing = ground.files.list(path("/d"))) {
            swap();
            if (disk == Disk.WINDOWS) {
                assertThrows(NotDirectoryException.class, listing::next);
            } else {
                assertEquals(3, listing.next().orElseThrow().size());
            }
        }
    }

    @Test
    void keepsABrokenUploadForTheNewPlace() throws IOException, ReplyException {
        try (var upload = begin()) {
            Files.delete(ground.real("/d/" + NAME));
            Ground.write(upload, "er");
            Files.move(ground.real("/d"), ground.real("/moved"));
        } catch (NotDirectoryException _) {
            assertEquals(Disk.WINDOWS, disk);
        }
        assertEquals(5, ground.files.stat(path("/moved/" + NAME)).size());
    }
}
