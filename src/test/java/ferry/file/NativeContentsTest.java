package ferry.file;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ferry.client.Eventually;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders read by the C library look as those that the JDK reads. */
final class NativeContentsTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeAll
    static void load() {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        Eventually.holds("the calls are ready", () -> NativeCalls.ready().isPresent());
    }

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temporary.resolve("folder"));
    }

    /** What is told of an entry. */
    private record Told(
            boolean file,
            boolean directory,
            boolean link,
            boolean other,
            long size,
            FileTime modified,
            FileTime created,
            int mode,
            String token) {
        static Told of(BasicFileAttributes facts) {
            return new Told(
                    facts.isRegularFile(),
                    facts.isDirectory(),
                    facts.isSymbolicLink(),
                    facts.isOther(),
                    facts.size(),
                    facts.lastModifiedTime(),
                    facts.creationTime(),
                    Modes.of(facts),
                    Entries.token(facts));
        }
    }

    @Test
    void tellsTheSameFactsOfAllKinds() throws IOException {
        Files.writeString(folder.resolve("file"), "content");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("dead"), Path.of("/nowhere"));

        assertTellsTheSame(4);
    }

    @Test
    void tellsTheSameOfDevices() throws IOException {
        folder = Path.of("/dev");
        var told = new HashMap<String, Told>();
        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            read(contents, told);

            assertEquals(Told.of(held.find("null").orElseThrow()), told.get("null"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"---------", "rwxrwxrwx", "r---w---x"})
    void tellsTheSameModes(String mode) throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertTellsTheSame(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1960-01-01T00:00:00.5Z",
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59.123456789Z",
                "2100-01-01T00:00:00Z",
                "2446-01-01T00:00:00Z"
            })
    void tellsTheSameTimes(String time) throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));

        assertTellsTheSame(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 31_556_889_864_403_200L})
    void tellsATimeThatIsNoneForJava(long second) {
        try (var arena = Arena.ofConfined()) {
            var facts = arena.allocate(UnixFacts.BYTES);
            facts.set(JAVA_LONG, 112, second); // stx_mtime

            assertEquals(
                    FileTime.from(second, TimeUnit.SECONDS).toInstant().getEpochSecond(),
                    new UnixFacts(facts).lastModifiedTime().toInstant().getEpochSecond());
        }
    }

    @Test
    void endsWhereTheFolderIsRemovedMeanwhile() throws IOException {
        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            Files.delete(folder);

            assertFalse(contents.next());
        }
    }

    @Test
    void tellsTheSizeOfALargeFile() throws IOException {
        try (var file = Files.newByteChannel(
                folder.resolve("file"),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE)) {
            file.position(5_000_000_000L).write(ByteBuffer.allocate(1));
        }

        assertTellsTheSame(1);
    }

    @Test
    void tellsAllNamesWhateverTheirBytes() throws IOException {
        for (String name : List.of("a b", "文件", "\u00ff\u00fe", "x".repeat(255), "...", "..a", ".a", "\n", "%41")) {
            byte[] bytes = name.equals("\u00ff\u00fe") ? name.getBytes(ISO_8859_1) : name.getBytes(UTF_8);
            var percent = HexFormat.of().withPrefix("%").formatHex(bytes);
            Files.createFile(
                    folder.resolve(Path.of(URI.create("file:///" + percent)).getFileName()));
        }

        assertTellsTheSame(9);
    }

    @Test
    void tellsNothingOfAnEmptyFolder() throws IOException {
        assertTellsTheSame(0);
    }

    @Test
    void tellsEachOfManyOnce() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(folder.resolve("a file with a name of some length, number " + i));
        }
        var expected = new ArrayList<>(IntStream.range(0, 3000)
                .mapToObj(i -> "a file with a name of some length, number " + i)
                .toList());

        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            while (contents.next()) {
                assertTrue(expected.remove(contents.name()));
            }
        }

        assertEquals(List.of(), expected);
    }

    @Test
    void tellsNoFactsOfWhatIsGone() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            assertTrue(contents.next());
            Files.delete(file);
            assertEquals(Optional.empty(), contents.facts());
        }
    }

    @Test
    void readsNoOtherFolderThanTheOneThatIsHeld() throws IOException {
        try (var held = held(folder)) {
            Files.move(folder, temporary.resolve("moved"));
            assertEquals(Optional.empty(), NativeContents.of(held));

            Files.createDirectory(folder);
            assertEquals(Optional.empty(), NativeContents.of(held));

            Files.delete(folder);
            Files.createSymbolicLink(folder, Path.of("/tmp"));
            assertEquals(Optional.empty(), NativeContents.of(held));
        }
    }

    @Test
    void goesOnInAFolderThatIsMovedAway() throws IOException {
        Files.writeString(folder.resolve("file"), "content");

        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            Files.move(folder, temporary.resolve("moved"));
            Files.createDirectory(folder);

            assertTrue(contents.next());
            assertEquals(7, contents.facts().orElseThrow().size());
        }
    }

    @Test
    void leavesNoHandleOpen() throws IOException {
        long before = handles();
        for (int i = 0; i < 50; i++) {
            try (var held = held(folder);
                    var elsewhere = held(temporary)) {
                NativeContents.of(held).orElseThrow().close();
                assertEquals(Optional.empty(), NativeContents.of(elsewhere));
            }
        }

        assertTrue(handles() < before + 25);
    }

    private void assertTellsTheSame(int least) throws IOException {
        var byJdk = new HashMap<String, Told>();
        var byLibrary = new HashMap<String, Told>();
        try (var held = held(folder);
                var contents = new NamedContents(held)) {
            read(contents, byJdk);
        }
        try (var held = held(folder);
                var contents = NativeContents.of(held).orElseThrow()) {
            read(contents, byLibrary);
        }

        assertEquals(byJdk, byLibrary);
        assertTrue(byLibrary.size() >= least);
    }

    private static void read(Contents contents, Map<String, Told> told) throws IOException {
        while (contents.next()) {
            told.put(contents.name(), Told.of(contents.facts().orElseThrow()));
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    private SecureFolder held(Path path) throws IOException {
        var handle = new Handle((SecureDirectoryStream<Path>) Files.newDirectoryStream(folder));
        return new SecureFolder(handle, path, Names.of(FileSystems.getDefault()));
    }

    private static long handles() throws IOException {
        try (var handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.count();
        }
    }
}
