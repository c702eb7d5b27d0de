package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an upload replaces, where files have modes and identities. */
@ParameterizedClass
@EnumSource(names = {"UNIX", "REAL"})
final class ReplaceTest {
    private final Ground ground;

    ReplaceTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void keepsTheModeOfTheReplacedFile() throws IOException, ReplyException {
        Files.setPosixFilePermissions(ground.put("/f", "old"), PosixFilePermissions.fromString("rwx-w-r--"));

        Ground.store(ground.files, "/f", "new");

        var permissions = Files.getPosixFilePermissions(ground.real("/f"));
        assertEquals("rwx-w-r--", PosixFilePermissions.toString(permissions));
    }

    @Test
    void doesNotPublishAPartThatSomebodyElseReplaced() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "mine");
            String part = ground.onDisk("/").iterator().next();
            Files.delete(ground.real(part));
            ground.put(part, "not mine");

            assertThrows(NoSuchFileException.class, upload::commit);
        }
        assertFalse(Files.exists(ground.real("/f")));
    }

    @Test
    void doesNotDiscardAPartThatSomebodyElseReplaced() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "mine");
            String part = ground.onDisk("/").iterator().next();
            Files.delete(ground.real(part));
            ground.put(part, "not mine");

            upload.discard();
        }
        assertEquals(1, ground.onDisk("/").size());
    }
}
