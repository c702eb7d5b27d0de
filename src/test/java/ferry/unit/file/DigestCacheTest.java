package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ferry.file.Digest;
import ferry.file.DigestCache;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.Progress;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which files are read again for their digest. */
final class DigestCacheTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);

    private final FileSystem system = Jimfs.newFileSystem(Configuration.unix());
    private final Path home = system.getPath("/home");
    private final DigestCache cache = new DigestCache(Clock.fixed(NOW, ZoneOffset.UTC));
    private int readings;

    @BeforeEach
    void makeTheHome() throws IOException {
        Files.createDirectory(home);
        write("a.txt", "content", BEFORE);
    }

    @AfterEach
    void close() throws IOException {
        system.close();
    }

    @Test
    void readsAFileOnce() throws IOException, ReplyException {
        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals(1, readings);
    }

    @Test
    @Timeout(20)
    void letsOnlySoManyReadAtOnceAndTheOthersBeEnded() throws IOException {
        var turns = new ArrayList<DigestCache.Turn>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            turns.add(cache.turn(Progress.UNHEARD));
        }

        var ended = new IOException("ended while it waited");
        assertSame(
                ended,
                assertThrows(
                        IOException.class,
                        () -> cache.turn(_ -> {
                            throw ended;
                        })));

        turns.getFirst().close();
        cache.turn(Progress.UNHEARD).close();
    }

    @Test
    void readsAgainForAnotherDigest() throws IOException, ReplyException {
        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals("2", hex("a.txt", Digest.SHA256));
    }

    @Test
    void readsAgainWhenTheTimeHasChanged() throws IOException, ReplyException {
        hex("a.txt", Digest.MD5);

        Files.setLastModifiedTime(home.resolve("a.txt"), FileTime.from(BEFORE.plusMillis(1)));

        assertEquals("2", hex("a.txt", Digest.MD5));
    }

    @Test
    void readsAgainWhenTheSizeHasChanged() throws IOException, ReplyException {
        hex("a.txt", Digest.MD5);

        write("a.txt", "more content", BEFORE);

        assertEquals("2", hex("a.txt", Digest.MD5));
    }

    @Test
    void readsAgainWhenAnotherFileHasTakenTheName() throws IOException, ReplyException {
        hex("a.txt", Digest.MD5);

        write("b.txt", "CONTENT", BEFORE);
        Files.delete(home.resolve("a.txt"));
        Files.move(home.resolve("b.txt"), home.resolve("a.txt"));

        assertEquals("2", hex("a.txt", Digest.MD5));
    }

    @Test
    void readsAgainWhatChangedJustBeforeItWasRead() throws IOException, ReplyException {
        write("a.txt", "content", NOW.minusMillis(1));

        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals("2", hex("a.txt", Digest.MD5));
    }

    @Test
    void allowsForDisksThatCountInWholeSeconds() throws IOException, ReplyException {
        write("a.txt", "content", Instant.parse("2026-03-01T11:59:59Z"));

        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals("2", hex("a.txt", Digest.MD5));
    }

    @Test
    void readsAFileOfTheFutureOnce() throws IOException, ReplyException {
        write("a.txt", "content", NOW.plusSeconds(3600));

        assertEquals("1", hex("a.txt", Digest.MD5));
        assertEquals("1", hex("a.txt", Digest.MD5));
    }

    private void write(String name, String text, Instant modified) throws IOException {
        Files.writeString(home.resolve(name), text);
        Files.setLastModifiedTime(home.resolve(name), FileTime.from(modified));
    }

    private String hex(String name, Digest digest) throws IOException, ReplyException {
        var files = new FileService(home, "ferry", Permission.ALL, UploadMode.ATOMIC);
        try (var file = files.open(VirtualPath.ROOT.child(name))) {
            return cache.hex(file, digest, () -> Integer.toString(++readings));
        }
    }
}
