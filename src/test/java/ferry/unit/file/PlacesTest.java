package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.FileService;
import ferry.file.FileSettings;
import ferry.file.NameRules;
import ferry.file.Permission;
import ferry.file.Rights;
import ferry.file.UploadMode;
import ferry.file.UploadSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rights by place on the disks there are. */
@ParameterizedClass
@EnumSource
final class PlacesTest {
    private final Disk disk;
    private final Ground ground;
    private final FileService files;

    PlacesTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
        ground.put("/Private/f", "content");
        ground.put("/caf\u00e9/f", "content");
        files = new FileService(
                ground.home,
                "user",
                Rights.parse("/Private/**:none; /caf%C3%A9/**:none", Permission.ALL),
                new FileSettings(new UploadSettings(UploadMode.ATOMIC), NameRules.NONE));
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void areTheSameInOtherCaseWhereTheDiskSaysSo() {
        Class<? extends IOException> expected =
                disk == Disk.WINDOWS ? AccessDeniedException.class : NoSuchFileException.class;

        for (String path : List.of("/PRIVATE/f", "/private/f", "/private/F")) {
            assertThrows(expected, () -> files.open(Ground.path(path)));
        }
        assertThrows(AccessDeniedException.class, () -> files.open(Ground.path("/Private/f")));
    }

    @Test
    void areTheSameWithDecomposedLetters() {
        assertThrows(AccessDeniedException.class, () -> files.open(Ground.path("/caf\u00e9/f")));
        assertThrows(AccessDeniedException.class, () -> files.open(Ground.path("/cafe\u0301/f")));
    }

    @Test
    void areLeftOutOfListings() throws Exception {
        assertEquals(Set.of(), Ground.names(files, "/"));
        assertEquals(0, files.size(Ground.path("/"), _ -> {}));
    }
}
