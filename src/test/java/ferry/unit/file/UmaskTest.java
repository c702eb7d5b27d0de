package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which modes new files and folders get. */
@ParameterizedClass
@EnumSource(names = {"UNIX", "REAL"})
final class UmaskTest {
    private final Ground ground;

    UmaskTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @ParameterizedTest
    @EnumSource
    void holdsForNewFilesAndFolders(UploadMode mode) throws IOException, ReplyException {
        var files = ground.service("user", Permission.ALL, mode);

        files.umask(0027);
        Ground.store(files, "/f", "content");
        files.makeDirectory(path("/d"));
        files.makeDirectory(path("/d/e"));
        append(files, "/g");

        assertEquals(OptionalInt.of(0027), files.umask());
        assertEquals(0640, mode("/f"));
        assertEquals(0750, mode("/d"));
        assertEquals(0750, mode("/d/e"));
        assertEquals(0640, mode("/g"));
    }

    @Test
    void canGrantMoreThanTheProcess() throws IOException, ReplyException {
        ground.files.umask(0);

        Ground.store(ground.files, "/f", "content");
        ground.files.makeDirectory(path("/d"));

        assertEquals(0666, mode("/f"));
        assertEquals(0777, mode("/d"));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotHoldForOldFiles(UploadMode mode) throws IOException, ReplyException {
        var files = ground.service("user", Permission.ALL, mode);
        ground.put("/f", "content");
        files.setMode(path("/f"), 0604);

        files.umask(0077);
        Ground.store(files, "/f", "new");
        append(files, "/f");

        assertEquals(0604, mode("/f"));
    }

    @Test
    void doesNotHoldForOthers() throws IOException, ReplyException {
        Ground.store(ground.files, "/f", "content");
        int usual = mode("/f");
        var other = ground.service("other", Permission.ALL, UploadMode.ATOMIC);

        ground.files.umask(0777);
        Ground.store(other, "/g", "content");

        assertEquals(OptionalInt.empty(), other.umask());
        assertEquals(usual, mode("/g"));
    }

    @Test
    void needsPermission() {
        var files = ground.service("user", EnumSet.complementOf(EnumSet.of(Permission.MODE)), UploadMode.ATOMIC);

        assertThrows(AccessDeniedException.class, () -> files.umask(0));
    }

    @Test
    void isRefusedWhereThereAreNoModes() throws IOException {
        try (var windows = new Ground(Disk.WINDOWS)) {
            assertEquals(ReplyCode.PARAMETER_NOT_IMPLEMENTED, Ground.refusal(() -> windows.files.umask(0)));
        }
    }

    private static void append(FileService files, String text) throws IOException, ReplyException {
        try (var upload = files.append(path(text))) {
            Ground.write(upload, "more");
            upload.commit();
        }
    }

    private int mode(String text) throws IOException, ReplyException {
        return ground.files.stat(path(text)).mode();
    }
}
