package ferry.unit.file;

import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;
import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.FileService;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads in mode direct. */
@ParameterizedClass
@EnumSource
final class DirectModeTest {
    private final Ground ground;
    private final FileService files;

    DirectModeTest(Disk disk) throws IOException {
        ground = new Ground(disk);
        files = ground.direct();
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void writesUnderTheFinalName() throws IOException, ReplyException {
        try (var upload = files.store(path("/f"), 0)) {
            Ground.write(upload, "content");
            assertEquals("content", ground.content("/f"));
            upload.commit();
        }
        assertEquals("content", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void truncatesAnOldFile() throws IOException, ReplyException {
        ground.put("/f", "old content");

        Ground.store(files, "/f", "new");

        assertEquals("new", ground.content("/f"));
    }

    @Test
    void leavesWhatCame() throws IOException, ReplyException {
        Ground.breakOff(files, "/f", "12345");

        assertEquals("12345", ground.content("/f"));
        assertFalse(files.stat(path("/f")).incomplete());
    }

    @Test
    void goesOnAtAnOffset() throws IOException, ReplyException {
        ground.put("/f", "0123456789");

        try (var upload = files.store(path("/f"), 4)) {
            assertEquals(4, upload.offset());
            Ground.write(upload, "X");
            upload.commit();
        }
        assertEquals("0123X", ground.content("/f"));
    }

    @Test
    void refusesAnOffsetBeyondTheEnd() throws IOException {
        ground.put("/f", "0123456789");

        assertEquals(BAD_RESTART_OFFSET, refusal(() -> files.store(path("/f"), 11)));
        assertEquals(BAD_RESTART_OFFSET, refusal(() -> files.store(path("/g"), 1)));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void appends() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = files.append(path("/f"))) {
            assertEquals(3, upload.offset());
            Ground.write(upload, " and new");
            upload.commit();
        }
        assertEquals("old and new", ground.content("/f"));
    }

    @Test
    void appendsBehindWhatAnotherWriterAppended() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = files.append(path("/f"))) {
            ground.put("/f", "old, longer");
            Ground.write(upload, "!");
            upload.commit();
        }
        assertEquals("old, longer!", ground.content("/f"));
    }

    @Test
    void appendsToNothing() throws IOException, ReplyException {
        try (var upload = files.append(path("/f"))) {
            Ground.write(upload, "new");
            upload.commit();
        }
        assertEquals("new", ground.content("/f"));
    }

    @Test
    void hasOneWriterForAName() throws IOException, ReplyException {
        var other = ground.direct();
        try (var upload = files.store(path("/f"), 0)) {
            Ground.write(upload, "12345");

            assertEquals(FILE_BUSY, refusal(() -> other.store(path("/f"), 0)));
            assertEquals(FILE_BUSY, refusal(() -> other.append(path("/f"))));
            assertEquals("12345", ground.content("/f"));
        }
        Ground.store(other, "/f", "x");
        assertEquals("x", ground.content("/f"));
    }

    @Test
    void isNotBusyAfterARefusal() throws IOException, ReplyException {
        assertEquals(BAD_RESTART_OFFSET, refusal(() -> files.store(path("/f"), 1)));

        Ground.store(files, "/f", "x");

        assertEquals("x", ground.content("/f"));
    }

    @Test
    void discardsANewFile() throws IOException, ReplyException {
        try (var upload = files.store(path("/f"), 0)) {
            Ground.write(upload, "wrong");
            upload.discard();
        }
        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void discardsWhatWasAppended() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = files.append(path("/f"))) {
            Ground.write(upload, "wrong");
            upload.discard();
        }
        assertEquals("old", ground.content("/f"));
    }

    @Test
    void discardsWhatWasResumed() throws IOException, ReplyException {
        ground.put("/f", "0123456789");

        try (var upload = files.store(path("/f"), 4)) {
            Ground.write(upload, "wrong");
            upload.discard();
        }
        assertEquals("0123", ground.content("/f"));
    }

    @Test
    void refusesAFolder() throws IOException {
        ground.putFolder("/d");

        assertEquals(FILE_UNAVAILABLE, refusal(() -> files.store(path("/d"), 0)));
        assertEquals(FILE_UNAVAILABLE, refusal(() -> files.append(path("/d"))));
    }

    @Test
    void doesNotFollowALinkOutside() throws IOException {
        ground.putLink("/l", ground.outside.resolve("file"));
        ground.putLink("/new", ground.outside.resolve("new"));

        assertThrows(NoSuchFileException.class, () -> files.store(path("/l"), 0));
        assertThrows(NoSuchFileException.class, () -> files.append(path("/l")));
        assertThrows(NoSuchFileException.class, () -> files.store(path("/new"), 0));
    }

    @Test
    void followsALinkInside() throws IOException, ReplyException {
        ground.put("/d/f", "old");
        ground.putLink("/l", "d/f");

        Ground.store(files, "/l", "new");

        assertEquals("new", ground.content("/d/f"));
    }
}
