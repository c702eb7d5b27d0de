package ferry.unit.file;

import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** APPE in mode atomic. */
@ParameterizedClass
@EnumSource
final class AppendTest {
    private static final int WRITERS = 8;
    private static final int LINES = 10;

    private final Ground ground;

    AppendTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private static void append(FileService files, String text, String more) throws IOException, ReplyException {
        try (var upload = files.append(path(text))) {
            Ground.write(upload, more);
            upload.commit();
        }
    }

    @Test
    void makesAFile() throws IOException, ReplyException {
        append(ground.files, "/f", "new");

        assertEquals("new", ground.content("/f"));
    }

    @Test
    void addsToACompleteFile() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.append(path("/f"))) {
            assertEquals(3, upload.offset());
            Ground.write(upload, " and new");
            assertEquals("old", ground.content("/f"));
            upload.commit();
        }
        assertEquals("old and new", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void goesOnWithABrokenUpload() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");

        try (var upload = ground.files.append(path("/f"))) {
            assertEquals(5, upload.offset());
            Ground.write(upload, "678");
            upload.commit();
        }
        assertEquals("12345678", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void prefersACompleteFileToABrokenUpload() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");
        ground.put("/f", "complete");

        append(ground.files, "/f", "!");

        assertEquals("complete!", ground.content("/f"));
    }

    @Test
    void leavesTheFileAsItWasWhenItBreaks() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, " and new");
        }
        assertEquals("old", ground.content("/f"));
        assertEquals(3, ground.files.stat(path("/f")).size());
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void canBeResumedWhenANewFileBreaks() throws IOException, ReplyException {
        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, "12345");
        }
        assertTrue(ground.files.stat(path("/f")).incomplete());

        append(ground.files, "/f", "6");

        assertEquals("123456", ground.content("/f"));
    }

    @Test
    void leavesTheFileAsItWasWhenItIsDiscarded() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, " and new");
            upload.discard();
        }
        assertEquals("old", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void isRefusedToTheSecond() throws IOException, ReplyException {
        ground.put("/f", "old");
        var stranger = ground.service("stranger", Permission.ALL, UploadMode.ATOMIC);

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, "1");
            assertEquals(FILE_BUSY, refusal(() -> stranger.append(path("/f"))));
            upload.commit();
        }
        append(stranger, "/f", "2");
        assertEquals("old12", ground.content("/f"));
    }

    @Test
    void isRefusedToASecondUserWhereNothingIs() throws IOException, ReplyException {
        var stranger = ground.service("stranger", Permission.ALL, UploadMode.ATOMIC);

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, "1");
            assertEquals(FILE_BUSY, refusal(() -> stranger.append(path("/f"))));
            upload.commit();
        }
        assertEquals("1", ground.content("/f"));
    }

    @Test
    void doesNotOverwriteAFileThatChangedMeanwhile() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, " and new");
            ground.put("/f", "other");
            assertEquals(FILE_BUSY, refusal(upload::commit));
        }
        assertEquals("other", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void seesAChangeOfTheSameLengthByItsTime() throws IOException, ReplyException {
        Files.setLastModifiedTime(ground.put("/f", "old"), FileTime.from(Instant.ofEpochSecond(1_000_000)));

        try (var upload = ground.files.append(path("/f"))) {
            ground.put("/f", "new");
            assertEquals(FILE_BUSY, refusal(upload::commit));
        }
        assertEquals("new", ground.content("/f"));
    }

    @Test
    void doesNotOverwriteAFileThatCameMeanwhile() throws IOException, ReplyException {
        try (var upload = ground.files.append(path("/f"))) {
            Ground.write(upload, "appended");
            ground.put("/f", "came");
            assertEquals(FILE_BUSY, refusal(upload::commit));
        }
        assertEquals("came", ground.content("/f"));
    }

    @Test
    void refusesAFolder() throws IOException {
        ground.putFolder("/d");

        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.append(path("/d"))));
    }

    @Test
    void makesAFileByEitherOfTwoPermissions() throws IOException, ReplyException {
        append(ground.service("a", Set.of(Permission.APPEND), UploadMode.ATOMIC), "/f", "1");
        append(ground.service("b", Set.of(Permission.WRITE), UploadMode.ATOMIC), "/g", "2");

        assertEquals("1", ground.content("/f"));
        assertEquals("2", ground.content("/g"));
    }

    @Test
    void appendsToAFileByOneOfThemOnly() throws IOException, ReplyException {
        ground.put("/f", "1");
        var writer = ground.service("b", Set.of(Permission.WRITE, Permission.OVERWRITE), UploadMode.ATOMIC);

        append(ground.service("a", Set.of(Permission.APPEND), UploadMode.ATOMIC), "/f", "2");
        assertThrows(AccessDeniedException.class, () -> writer.append(path("/f")));

        assertEquals("12", ground.content("/f"));
    }

    @Test
    void losesNoLineOfManyWriters() throws Exception {
        var jobs = new ArrayList<Callable<Set<String>>>();
        for (int i = 0; i < WRITERS; i++) {
            String owner = "writer" + i;
            jobs.add(() -> acknowledged(owner));
        }
        var expected = new TreeSet<String>();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            for (var job : threads.invokeAll(jobs)) {
                expected.addAll(job.get());
            }
        }

        assertFalse(expected.isEmpty());
        var found = Splitter.on('\n').omitEmptyStrings().splitToList(ground.content("/log"));
        assertEquals(expected.size(), found.size());
        assertEquals(expected, new TreeSet<>(found));
    }

    /** The lines for which a writer was told that they are in the file. */
    private Set<String> acknowledged(String owner) throws IOException {
        var files = ground.service(owner, Permission.ALL, UploadMode.ATOMIC);
        var lines = new TreeSet<String>();
        for (int i = 0; i < LINES; i++) {
            String line = owner + " " + i;
            try {
                append(files, "/log", line + "\n");
                lines.add(line);
            } catch (ReplyException e) {
                assertEquals(FILE_BUSY, e.reply().code());
            }
        }
        return lines;
    }
}
