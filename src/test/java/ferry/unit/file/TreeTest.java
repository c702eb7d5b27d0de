package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.Permission;
import ferry.file.Progress;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders with all that is in them: counted and removed. */
@ParameterizedClass
@EnumSource
final class TreeTest {
    private final Ground ground;

    TreeTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private void remove(String text) throws IOException, ReplyException {
        ground.files.removeTree(path(text), Progress.UNHEARD);
    }

    private long size(String text) throws IOException, ReplyException {
        return ground.files.size(path(text), Progress.UNHEARD);
    }

    @Test
    void removesAllThatIsBelow() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.put("/d/e/g", "content");
        ground.putFolder("/d/e/empty");
        ground.put("/other", "content");
        Ground.breakOff(ground.files, "/d/broken", "half");

        remove("/d");

        assertEquals(Set.of("other"), ground.onDisk("/"));
    }

    @Test
    void removesLinksAndNotWhatTheyLeadTo() throws IOException, ReplyException {
        ground.put("/kept/f", "content");
        ground.putFolder("/d");
        ground.putLink("/d/outside", ground.outside);
        ground.putLink("/d/file", ground.outside.resolve("file"));
        ground.putLink("/d/kept", ground.real("/kept"));

        remove("/d");

        assertEquals(Set.of("kept"), ground.onDisk("/"));
        assertEquals("content", ground.content("/kept/f"));
    }

    @Test
    void removesNoHomeNoFileAndNoLink() throws IOException {
        ground.put("/f", "content");
        ground.putFolder("/d");
        ground.putLink("/l", "d");

        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> remove("/")));
        assertThrows(NotDirectoryException.class, () -> remove("/f"));
        assertThrows(NotDirectoryException.class, () -> remove("/l"));
        assertThrows(NoSuchFileException.class, () -> remove("/missing"));
        assertEquals(Set.of("d", "f", "l"), ground.onDisk("/"));
    }

    @Test
    void removesNothingWhileSomebodyWritesBelow() throws IOException, ReplyException {
        ground.put("/d/a", "content");
        try (var upload = ground.files.store(path("/d/new"), 0)) {
            Ground.write(upload, "content");

            assertEquals(ReplyCode.FILE_BUSY, Ground.refusal(() -> remove("/d")));

            upload.commit();
        }
        assertEquals(Set.of("a", "new"), ground.onDisk("/d"));
    }

    @Test
    void removesNothingOfABrokenUploadOfSomebodyElse() throws IOException, ReplyException {
        var other = ground.service("other", Permission.ALL, UploadMode.ATOMIC);
        ground.put("/d/a", "content");
        Ground.breakOff(other, "/d/broken", "half");

        assertThrows(DirectoryNotEmptyException.class, () -> remove("/d"));

        assertEquals(4, other.stat(path("/d/broken")).size());
        assertEquals("content", ground.content("/d/a"));
    }

    @Test
    void removesNothingThatIsTooDeep() throws IOException {
        ground.put("/d" + "/d".repeat(65) + "/f", "content");
        ground.put("/d/a", "content");

        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> remove("/d")));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> size("/")));

        assertEquals(Set.of("a", "d"), ground.onDisk("/d"));
    }

    @Test
    void stopsWhenItIsEnded() throws IOException {
        ground.put("/d/a", "content");
        var calls = new AtomicInteger();

        assertThrows(
                IOException.class,
                () -> ground.files.removeTree(path("/d"), bytes -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new IOException("ended");
                    }
                }));

        assertEquals("content", ground.content("/d/a"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE", "RMDIR"})
    void needsPermission(Permission missing) throws IOException {
        ground.putFolder("/d");
        var files = ground.service("user", EnumSet.complementOf(EnumSet.of(missing)), UploadMode.ATOMIC);

        assertThrows(AccessDeniedException.class, () -> files.removeTree(path("/d"), Progress.UNHEARD));
    }

    @Test
    void countsTheBytesOfFilesBelow() throws IOException, ReplyException {
        ground.put("/d/f", "12345");
        ground.put("/d/e/g", "678");
        ground.putLink("/d/l", "f");
        ground.putLink("/d/up", ground.home);
        Ground.breakOff(ground.files, "/d/broken", "half");

        assertEquals(8, size("/d"));
        assertEquals(8, size("/"));
        assertEquals(3, size("/d/e"));
        assertThrows(NotDirectoryException.class, () -> size("/d/f"));
    }
}
