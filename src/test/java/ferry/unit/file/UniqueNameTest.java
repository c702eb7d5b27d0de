package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.Upload;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOU in both modes. */
@ParameterizedClass
@CsvSource({"UNIX,ATOMIC", "UNIX,DIRECT", "WINDOWS,ATOMIC", "WINDOWS,DIRECT", "REAL,ATOMIC", "REAL,DIRECT"})
final class UniqueNameTest {
    private static final String WAY_TOO_LONG = "x".repeat(300);

    private final Ground ground;
    private final UploadMode mode;
    private final FileService files;

    UniqueNameTest(Disk disk, UploadMode mode) throws IOException {
        ground = new Ground(disk);
        this.mode = mode;
        files = ground.service("user", Permission.ALL, mode);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private static String name(Upload upload) {
        return upload.path().name().orElseThrow();
    }

    @Test
    void takesTheSuggestedNameWhenItIsFree() throws IOException, ReplyException {
        try (var upload = files.storeUnique(VirtualPath.ROOT, "f")) {
            assertEquals(path("/f"), upload.path());
            Ground.write(upload, "content");
            upload.commit();
        }
        assertEquals("content", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void addsToTheSuggestedNameWhenItIsTaken() throws IOException, ReplyException {
        ground.put("/d/f", "old");

        try (var upload = files.storeUnique(path("/d"), "f")) {
            assertTrue(upload.path().toString().matches("/d/f\\.[0-9a-z]{8}"), upload.path()::toString);
            upload.commit();
        }
        assertEquals("old", ground.content("/d/f"));
        assertEquals(2, ground.onDisk("/d").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", ".ferry-part-12345678-x", "a\0b"})
    void makesANameWhenTheSuggestedOneIsNone(String suggested) throws IOException, ReplyException {
        try (var upload = files.storeUnique(VirtualPath.ROOT, suggested)) {
            assertTrue(name(upload).matches("ferry\\.[0-9a-z]{8}"), upload.path()::toString);
        }
    }

    @Test
    void makesANameWhenTheSuggestedOneIsTooLong() throws IOException, ReplyException {
        try (var upload = files.storeUnique(VirtualPath.ROOT, WAY_TOO_LONG)) {
            assertTrue(name(upload).startsWith("ferry."), upload.path()::toString);
        }
    }

    @Test
    void shortensALongNameThatIsTaken() throws IOException, ReplyException {
        String longest = "文".repeat(85);
        try (var first = files.storeUnique(VirtualPath.ROOT, longest);
                var second = files.storeUnique(VirtualPath.ROOT, longest)) {
            assertEquals(longest, name(first));
            assertTrue(name(second).startsWith("文文"), second.path()::toString);
            assertTrue(name(second).getBytes(UTF_8).length <= 255, second.path()::toString);
        }
    }

    @Test
    void givesTheNameOfARunningUploadToNobodyElse() throws IOException, ReplyException {
        var stranger = ground.service("stranger", Permission.ALL, mode);

        try (var first = files.storeUnique(VirtualPath.ROOT, "f");
                var second = stranger.storeUnique(VirtualPath.ROOT, "f")) {
            assertEquals("f", name(first));
            assertNotEquals("f", name(second));
        }
    }

    @Test
    void givesTheNameOfABrokenUploadToNobodyElse() throws IOException, ReplyException {
        Ground.breakOff(files, "/f", "12345");

        try (var upload = files.storeUnique(VirtualPath.ROOT, "f")) {
            assertNotEquals("f", name(upload));
        }
        assertEquals(5, files.stat(path("/f")).size());
    }

    @Test
    void takesOnlyTheNameThatItUses() throws IOException, ReplyException {
        ground.put("/f", "old");
        try (var upload = files.storeUnique(VirtualPath.ROOT, "f")) {
            upload.discard();
        }
        files.delete(path("/f"));

        try (var upload = files.storeUnique(VirtualPath.ROOT, "f")) {
            assertEquals("f", name(upload));
        }
    }

    @Test
    void refusesAMissingFolder() {
        assertThrows(NoSuchFileException.class, () -> files.storeUnique(path("/d"), "f"));
    }

    @Test
    void givesEverybodyAnotherName() throws Exception {
        var jobs = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < 8; i++) {
            String owner = "owner" + i;
            jobs.add(() -> stored(owner));
        }
        var names = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var job : threads.invokeAll(jobs)) {
                names.addAll(job.get());
            }
        }
        assertEquals(80, names.size());
        assertEquals(80, new HashSet<>(names).size());
        assertEquals(80, ground.onDisk("/").size());
        for (String name : names) {
            assertFalse(ground.content("/" + name).isEmpty());
        }
    }

    private List<String> stored(String owner) throws IOException, ReplyException {
        var service = ground.service(owner, Permission.ALL, mode);
        var names = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            try (var upload = service.storeUnique(VirtualPath.ROOT, "same")) {
                Ground.write(upload, owner);
                upload.commit();
                names.add(name(upload));
            }
        }
        return names;
    }

    /** Mode direct has the name on the disk at once. */
    @Test
    void neverReplacesAFileThatCameMeanwhile() throws IOException, ReplyException {
        var atomic = ground.service("user", Permission.ALL, UploadMode.ATOMIC);
        try (var upload = atomic.storeUnique(VirtualPath.ROOT, "f")) {
            Ground.write(upload, "unique");
            ground.put("/f", "came");
            assertEquals(ReplyCode.FILE_BUSY, Ground.refusal(upload::commit));
        }
        assertEquals("came", ground.content("/f"));
    }
}
