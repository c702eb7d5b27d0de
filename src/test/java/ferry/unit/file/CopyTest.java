package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.Progress;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies on the server, and files put together from others. */
@ParameterizedClass
@EnumSource
final class CopyTest {
    /** Ends any work as soon as it tells of something. */
    private static final Progress ENDED = bytes -> {
        throw new IOException("ended");
    };

    private final Disk disk;
    private final Ground ground;

    CopyTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private void copy(String from, String to) throws IOException, ReplyException {
        ground.files.copy(path(from), path(to), Progress.UNHEARD);
    }

    private int combine(String target, String... parts) throws IOException, ReplyException {
        var paths = List.of(parts).stream().map(Ground::path).toList();
        return ground.files.combine(path(target), paths, Progress.UNHEARD);
    }

    // ---- a copy

    @Test
    void hasTheSameBytes() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putFolder("/d");

        copy("/f", "/d/g");

        assertEquals("content", ground.content("/d/g"));
        assertEquals("content", ground.content("/f"));
        assertEquals(Set.of("g"), ground.onDisk("/d"));
    }

    @Test
    void replacesAFileAndKeepsItsMode() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.put("/g", "a longer content");
        if (disk != Disk.WINDOWS) {
            ground.files.setMode(path("/g"), 0640);
        }
        int mode = ground.files.stat(path("/g")).mode();

        copy("/f", "/g");

        assertEquals("content", ground.content("/g"));
        assertEquals(mode, ground.files.stat(path("/g")).mode());
    }

    @Test
    void isMadeOfAnEmptyFile() throws IOException, ReplyException {
        ground.put("/f", "");

        copy("/f", "/g");

        assertEquals("", ground.content("/g"));
    }

    @Test
    void isNotMadeOntoItself() throws IOException {
        ground.put("/f", "content");
        ground.putLink("/l", "f");

        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> copy("/f", "/f")));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> copy("/l", "/f")));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> copy("/f", "/l")));
        assertEquals("content", ground.content("/f"));
    }

    @Test
    void isNotMadeOfAFolderOrOverOne() throws IOException {
        ground.put("/f", "content");
        ground.putFolder("/d");

        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> copy("/d", "/g")));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> copy("/f", "/d")));
        assertThrows(NoSuchFileException.class, () -> copy("/missing", "/g"));
        assertThrows(NoSuchFileException.class, () -> copy("/f", "/missing/g"));
        assertEquals(Set.of("d", "f"), ground.onDisk("/"));
    }

    @Test
    void leavesNothingWhenItIsEnded() throws IOException {
        ground.put("/f", "content");
        ground.put("/g", "old");

        assertThrows(IOException.class, () -> ground.files.copy(path("/f"), path("/g"), ENDED));
        assertThrows(IOException.class, () -> ground.files.copy(path("/f"), path("/h"), ENDED));

        assertEquals("old", ground.content("/g"));
        assertEquals(Set.of("f", "g"), ground.onDisk("/"));
    }

    @Test
    void doesNotTakeTheNameOfWhatChangedMeanwhile() throws IOException {
        ground.put("/f", "content");
        ground.put("/g", "old");

        assertEquals(
                ReplyCode.FILE_BUSY,
                Ground.refusal(() -> ground.files.copy(
                        path("/f"), path("/g"), bytes -> Files.writeString(ground.real("/g"), "much newer"))));

        assertEquals("much newer", ground.content("/g"));
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "WRITE"})
    void needsPermission(Permission missing) throws IOException {
        ground.put("/f", "content");

        assertThrows(
                AccessDeniedException.class, () -> without(missing).copy(path("/f"), path("/g"), Progress.UNHEARD));
    }

    private FileService without(Permission missing) {
        return ground.service("user", EnumSet.complementOf(EnumSet.of(missing)), UploadMode.ATOMIC);
    }

    // ---- a combination

    @Test
    void putsPartsTogetherAndDeletesThem() throws IOException, ReplyException {
        ground.put("/1", "one ");
        ground.put("/d/2", "two ");
        ground.put("/3", "three");

        assertEquals(0, combine("/target", "/1", "/d/2", "/3"));

        assertEquals("one two three", ground.content("/target"));
        assertEquals(Set.of("d", "target"), ground.onDisk("/"));
        assertEquals(Set.of(), ground.onDisk("/d"));
    }

    @Test
    void putsPartsBehindWhatIsThere() throws IOException, ReplyException {
        ground.put("/target", "zero ");
        ground.put("/1", "one");

        assertEquals(0, combine("/target", "/1"));

        assertEquals("zero one", ground.content("/target"));
    }

    @Test
    void doesNotBuildOnTheRestOfABrokenUpload() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/target", "half");
        ground.put("/1", "one");

        combine("/target", "/1");

        assertEquals("one", ground.content("/target"));
        assertEquals(Set.of("target"), ground.onDisk("/"));
    }

    @Test
    void changesNothingWhenAPartIsMissingOrNoFile() throws IOException, ReplyException {
        ground.put("/target", "zero");
        ground.put("/1", "one");
        ground.putFolder("/d");
        Ground.breakOff(ground.files, "/broken", "half");

        assertThrows(NoSuchFileException.class, () -> combine("/target", "/1", "/missing"));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> combine("/target", "/1", "/d")));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> combine("/target", "/1", "/broken")));
        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> combine("/d", "/1")));

        assertEquals("zero", ground.content("/target"));
        assertEquals("one", ground.content("/1"));
    }

    @Test
    void refusesTheTargetAmongThePartsAndAPartTwice() throws IOException {
        ground.put("/target", "zero");
        ground.put("/1", "one");
        ground.putLink("/link", "target");

        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> combine("/target", "/1", "/target")));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> combine("/target", "/link")));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> combine("/target", "/1", "/./1")));

        assertEquals("zero", ground.content("/target"));
        assertEquals(Set.of("1", "link", "target"), ground.onDisk("/"));
    }

    @Test
    void refusesAPartThatIsBeingWritten() throws IOException, ReplyException {
        ground.put("/1", "one");
        try (var upload = ground.files.store(path("/1"), 0)) {
            Ground.write(upload, "new");

            assertEquals(ReplyCode.FILE_BUSY, Ground.refusal(() -> combine("/target", "/1")));
        }
        assertEquals("one", ground.content("/1"));
    }

    @Test
    void refusesATargetThatIsBeingWritten() throws IOException, ReplyException {
        ground.put("/1", "one");
        try (var upload = ground.files.store(path("/target"), 0)) {
            Ground.write(upload, "new");

            assertEquals(ReplyCode.FILE_BUSY, Ground.refusal(() -> combine("/target", "/1")));

            upload.commit();
        }
        assertEquals("one", ground.content("/1"));
        assertEquals("new", ground.content("/target"));
        assertEquals(0, combine("/target", "/1"));
        assertEquals("newone", ground.content("/target"));
    }

    @Test
    void keepsAllWhenItIsEnded() throws IOException {
        ground.put("/target", "zero");
        ground.put("/1", "one");

        assertThrows(IOException.class, () -> ground.files.combine(path("/target"), List.of(path("/1")), ENDED));

        assertEquals("zero", ground.content("/target"));
        assertEquals(Set.of("1", "target"), ground.onDisk("/"));
    }

    @Test
    void keepsAPartThatGrewWhileItWasRead() throws IOException, ReplyException {
        assumeTrue(disk == Disk.REAL);
        ground.put("/1", "one");

        int left = ground.files.combine(
                path("/target"), List.of(path("/1")), bytes -> Files.writeString(ground.real("/1"), "one and more"));

        assertEquals(1, left);
        assertEquals("one", ground.content("/target"));
        assertEquals("one and more", ground.content("/1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "WRITE", "DELETE"})
    void needsPermissionToCombine(Permission missing) throws IOException {
        ground.put("/1", "one");

        assertThrows(
                AccessDeniedException.class,
                () -> without(missing).combine(path("/target"), List.of(path("/1")), Progress.UNHEARD));
        assertEquals(Set.of("1"), ground.onDisk("/"));
    }
}
