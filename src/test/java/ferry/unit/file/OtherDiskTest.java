package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.Sets;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home with another disk in it: the root of this machine, with its folder for shared memory. */
final class OtherDiskTest {
    private static final Path ROOT = Path.of("/");
    private static final Path MEMORY = Path.of("/dev/shm");

    private final FileService files = new FileService(ROOT, "user", Permission.ALL, UploadMode.ATOMIC);
    private final Path temporary;
    private final Path memory;
    private final Set<Path> before;

    OtherDiskTest(@TempDir Path temporary) throws IOException {
        assumeTrue(Files.isDirectory(MEMORY) && Files.isWritable(MEMORY));
        assumeTrue(!Files.getFileStore(MEMORY).equals(Files.getFileStore(temporary)));
        this.temporary = temporary.toRealPath();
        before = reserved();
        memory = Files.createTempDirectory(MEMORY, "ferry-file-test");
    }

    @BeforeEach
    void put() throws IOException {
        Files.writeString(temporary.resolve("f"), "content");
    }

    @AfterEach
    void remove() throws IOException {
        try (var entries = Files.list(memory)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(memory);
        var left = Sets.difference(reserved(), before);
        for (Path path : left) {
            Files.delete(path);
        }
        assertEquals(Set.of(), left);
    }

    private static Set<Path> reserved() throws IOException {
        try (var entries = Files.list(ROOT)) {
            return entries.filter(path -> path.toString().startsWith("/.ferry")).collect(Collectors.toSet());
        }
    }

    private static VirtualPath path(Path real) {
        return VirtualPath.ROOT.resolve(real.toString());
    }

    @Test
    void makesAFolderThere() throws IOException, ReplyException {
        files.makeDirectory(path(memory.resolve("d")));

        assertTrue(Files.isDirectory(memory.resolve("d")));
        assertThrows(FileAlreadyExistsException.class, () -> files.makeDirectory(path(memory.resolve("d"))));
    }

    @Test
    void storesAFileThere() throws IOException, ReplyException {
        Ground.store(files, memory.resolve("g").toString(), "content");

        assertEquals("content", Files.readString(memory.resolve("g")));
    }

    @Test
    void doesNotMoveAFileThere() throws IOException {
        var from = path(temporary.resolve("f"));
        var to = path(memory.resolve("f"));

        assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> files.rename(from, to)));
        assertEquals("content", Files.readString(temporary.resolve("f")));
    }
}
