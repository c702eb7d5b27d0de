package ferry.unit.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ferry.file.Entry;
import ferry.file.Permission;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** FIFOs and sockets in the home. Whoever opened one would wait for its other end. */
@ParameterizedClass
@MethodSource("kinds")
@DisabledOnOs(OS.WINDOWS)
final class SpecialFileTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** Puts something there that is neither a file nor a folder. */
    interface Special {
        void put(Ground ground, String text) throws Exception;
    }

    private final Special special;
    private final Ground ground;

    SpecialFileTest(Special special) throws IOException {
        this.special = special;
        ground = new Ground(Disk.REAL);
    }

    static Stream<Special> kinds() {
        return Stream.of(SpecialFileTest::fifo, SpecialFileTest::socket);
    }

    private static void fifo(Ground ground, String text) throws Exception {
        var process = new ProcessBuilder("mkfifo", ground.real(text).toString()).start();
        assertEquals(0, process.waitFor());
    }

    private static void socket(Ground ground, String text) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(ground.real(text)));
        }
    }

    @BeforeEach
    void put() throws Exception {
        special.put(ground, "/s");
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private static void atOnce(Executable action) {
        assertTimeoutPreemptively(AT_ONCE, action);
    }

    @Test
    void isNotOpened() {
        for (var files : Set.of(ground.files, ground.direct())) {
            atOnce(() -> assertEquals(FILE_UNAVAILABLE, refusal(() -> files.open(path("/s")))));
            atOnce(() -> assertEquals(FILE_UNAVAILABLE, refusal(() -> files.store(path("/s"), 0))));
            atOnce(() -> assertEquals(FILE_UNAVAILABLE, refusal(() -> files.store(path("/s"), 5))));
            atOnce(() -> assertEquals(FILE_UNAVAILABLE, refusal(() -> files.append(path("/s")))));
        }
    }

    @Test
    void isNoFolder() {
        atOnce(() -> assertThrows(NotDirectoryException.class, () -> ground.files.enter(path("/s"))));
        atOnce(() -> assertThrows(NotDirectoryException.class, () -> ground.files.list(path("/s"))));
        atOnce(() -> assertThrows(NotDirectoryException.class, () -> ground.files.open(path("/s/f"))));
        atOnce(() -> assertThrows(NotDirectoryException.class, () -> ground.files.makeDirectory(path("/s/d"))));
        atOnce(() -> assertThrows(NotDirectoryException.class, () -> ground.files.removeDirectory(path("/s"))));
    }

    @Test
    void isNotTouched() {
        atOnce(() ->
                assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.setModified(path("/s"), Instant.EPOCH))));
        atOnce(() -> assertEquals(FILE_UNAVAILABLE, refusal(() -> ground.files.setMode(path("/s"), 0600))));
    }

    @Test
    void isListedAsSomethingElse() throws IOException, ReplyException {
        Entry entry = ground.files.stat(path("/s"));

        assertEquals(Entry.Kind.OTHER, entry.kind());
        assertEquals(Set.of(Permission.DELETE, Permission.RENAME), entry.rights());
        assertEquals(
                Ground.told(entry), Ground.told(Ground.list(ground.files, "/").getFirst()));
    }

    @Test
    void canBeRenamedAndDeleted() throws IOException, ReplyException {
        ground.files.rename(path("/s"), path("/t"));
        ground.files.delete(path("/t"));

        assertEquals(Set.of(), ground.onDisk("/"));
    }

    @Test
    void standsInNobodysWayUnderThePartsName() throws Exception {
        Ground.breakOff(ground.files, "/f", "12345");
        String part = ground.onDisk("/").stream()
                .filter(name -> name.startsWith(".ferry"))
                .findFirst()
                .orElseThrow();
        Files.delete(ground.real(part));
        special.put(ground, "/" + part);

        atOnce(() -> assertThrows(ReplyException.class, () -> ground.files.store(path("/f"), 1)));
        assertFalse(Ground.names(ground.files, "/").contains(part));
        atOnce(() -> Ground.store(ground.files, "/f", "content"));

        assertEquals("content", ground.content("/f"));
        assertEquals(Set.of("f", "s"), ground.onDisk("/"));
    }
}
