package ferry.unit.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;
import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** STOR in mode atomic. */
@ParameterizedClass
@EnumSource
final class StoreTest {
    private final Ground ground;

    StoreTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void storesAFile() throws IOException, ReplyException {
        Ground.store(ground.files, "/f", "content");

        assertEquals("content", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void storesInAFolder() throws IOException, ReplyException {
        ground.putFolder("/a/b");

        Ground.store(ground.files, "/a/b/f", "content");

        assertEquals("content", ground.content("/a/b/f"));
        assertEquals(Set.of("f"), ground.onDisk("/a/b"));
    }

    @Test
    void storesAnEmptyFile() throws IOException, ReplyException {
        Ground.store(ground.files, "/f", "");

        assertEquals("", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void givesARealFileChannelThatStartsAtTheOffset() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/f"), 0)) {
            assertInstanceOf(FileChannel.class, upload.channel());
            assertEquals(0, upload.offset());
            assertEquals(path("/f"), upload.path());
        }
    }

    @Test
    void doesNotShowTheFileBeforeItIsComplete() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "content");

            assertFalse(Files.exists(ground.real("/f")));
            assertThrows(ReplyException.class, () -> ground.retrieve("/f"));

            upload.commit();
        }
        assertEquals("content", ground.retrieve("/f"));
    }

    @Test
    void keepsTheOldFileUntilTheNewOneIsComplete() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "new content");
            assertEquals("old", ground.retrieve("/f"));
            assertEquals(3, ground.files.stat(path("/f")).size());

            upload.commit();
        }
        assertEquals("new content", ground.retrieve("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void letsOneWhoReadsTheOldFileReadOn() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var download = ground.files.open(path("/f"))) {
            Ground.store(ground.files, "/f", "new content");

            assertEquals(3, download.size());
            assertEquals(3, download.channel().size());
        }
    }

    @Test
    void refusesTheNameOfAFolder() throws IOException {
        ground.putFolder("/d");

        assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.store(path("/d"), 0)));
        assertEquals(Set.of("d"), ground.onDisk("/"));
    }

    @Test
    void refusesTheNameOfAFolderThatWasMadeMeanwhile() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/d"), 0)) {
            Ground.write(upload, "content");
            ground.putFolder("/d");

            assertEquals(FILE_UNAVAILABLE, refusal(upload::commit));
        }
        assertTrue(Files.isDirectory(ground.real("/d")));
    }

    @Test
    void refusesAMissingFolder() {
        assertThrows(NoSuchFileException.class, () -> ground.files.store(path("/d/f"), 0));
    }

    @Test
    void refusesAFileInPlaceOfAFolder() throws IOException {
        ground.put("/d", "file");

        assertThrows(NotDirectoryException.class, () -> ground.files.store(path("/d/f"), 0));
    }

    @Test
    void removesABrokenUploadWithoutBytes() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "");

        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void removesADiscardedUpload() throws IOException, ReplyException {
        ground.put("/f", "old");

        try (var upload = ground.files.store(path("/f"), 0)) {
            Ground.write(upload, "wrong");
            upload.discard();
        }
        assertEquals("old", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void doesNotCommitWhatHasEnded() throws IOException, ReplyException {
        var upload = ground.files.store(path("/f"), 0);
        try (upload) {
            Ground.write(upload, "content");
        }

        assertThrows(ClosedChannelException.class, upload::commit);
        assertFalse(Files.exists(ground.real("/f")));
    }

    @Test
    void doesNotDiscardWhatIsComplete() throws IOException, ReplyException {
        try (var upload = ground.files.store(path("/f"), 0)) {
            upload.commit();
            upload.discard();
        }
        assertTrue(Files.exists(ground.real("/f")));
    }

    @Test
    void receivesTwoAtOnceAndKeepsTheLast() throws IOException, ReplyException {
        var other = ground.service("user", Permission.ALL, UploadMode.ATOMIC);

        try (var first = ground.files.store(path("/f"), 0);
                var second = other.store(path("/f"), 0)) {
            Ground.write(first, "first");
            Ground.write(second, "second, longer");
            second.commit();
            assertEquals("second, longer", ground.content("/f"));
            first.commit();
        }
        assertEquals("first", ground.content("/f"));
        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void keepsOnlyTheFirstOfTwoBrokenOnes() throws IOException, ReplyException {
        try (var first = ground.files.store(path("/f"), 0);
                var second = ground.files.store(path("/f"), 0)) {
            Ground.write(first, "first");
            Ground.write(second, "second, longer");
        }
        assertEquals(5, ground.files.stat(path("/f")).size());
        assertEquals(1, ground.onDisk("/").size());
    }

    @Test
    void replacesALinkThatStandsUnderThePartsName() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "broken");
        String part = ground.onDisk("/").iterator().next();
        Files.delete(ground.real(part));
        ground.putLink(part, ground.outside.resolve("file"));

        Ground.store(ground.files, "/f", "content");

        assertEquals("content", ground.content("/f"));
        assertFalse(Files.isSymbolicLink(ground.real("/f")));
    }

    @Test
    void refusesTheHome() {
        assertEquals(NAME_NOT_ALLOWED, refusal(() -> ground.files.store(path("/"), 0)));
    }
}
