package ferry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of a home, and when. */
final class LedgerTest {
    private static final long SECOND = 1_000_000_000;
    private static final Quota LARGE = new Quota(1 << 30, 1 << 20, 0);
    private static final List<String> NAMES = List.of("/a", "/b", "/d/a", "/d/b", "/in/a", "/in/b", "/in/e/a");
    private static final List<String> FOLDERS = List.of("/d", "/in/e", "/in/f");

    @TempDir
    private Path home;

    private long now;
    private final Ledgers ledgers = new Ledgers(() -> now);

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(home.resolve("in"));
    }

    private FileService service(Path folder, String owner, UploadMode mode, Quota quota) {
        var settings = new FileSettings(new UploadSettings(mode), NameRules.NONE);
        return new FileService(
                folder, owner, Rights.everywhere(Permission.ALL), settings, new Counting(quota, ledgers));
    }

    private FileService service(Quota quota) {
        return service(home, "user", UploadMode.ATOMIC, quota);
    }

    private static VirtualPath path(String text) {
        return VirtualPath.ROOT.resolve(text);
    }

    private static Usage used(FileService files) throws IOException {
        return files.room().used().orElseThrow();
    }

    private static Usage onDisk(Path folder) throws IOException, ReplyException {
        return Count.of(new Home(folder, NameRules.NONE), Progress.UNHEARD);
    }

    // ---- every change

    /** Many changes by several logins of homes one in the other, and after each the ledgers say what the disk has. */
    @ParameterizedTest
    @EnumSource(UploadMode.class)
    void keepsUpWithEveryChange(UploadMode mode) throws IOException, ReplyException {
        var outer = service(home, "outer", mode, LARGE);
        var inner = service(home.resolve("in"), "inner", mode, LARGE);
        var unlimited = service(home, "unlimited", mode, Quota.NONE);
        outer.room().count(Progress.UNHEARD);
        inner.room().count(Progress.UNHEARD);
        var random = new Random(5);
        int done = 0;

        for (int i = 0; i < 1500; i++) {
            var files = random.nextBoolean() ? outer : unlimited;
            try {
                change(random.nextInt(5) == 0 ? inner : files, random);
                done++;
            } catch (IOException | ReplyException _) {
                // Not possible as things are; nothing has changed then, or a part of it.
            }
            if (inner.room().uncounted()) {
                inner.room().count(Progress.UNHEARD); // a folder came or went, with all below
            }
            assertEquals(onDisk(home), used(outer), "after change " + i);
            assertEquals(onDisk(home.resolve("in")), used(inner), "after change " + i);
        }

        assertTrue(done > 400, done + " changes");
    }

    private static void change(FileService files, Random random) throws IOException, ReplyException {
        var path = path(NAMES.get(random.nextInt(NAMES.size())));
        var other = path(NAMES.get(random.nextInt(NAMES.size())));
        var folder = path(FOLDERS.get(random.nextInt(FOLDERS.size())));
        switch (random.nextInt(12)) {
            case 0, 1 -> write(files.store(path, 0), random.nextInt(100), random.nextInt(3) > 0);
            case 2 -> write(files.append(path), random.nextInt(100), random.nextInt(3) > 0);
            case 3 -> write(files.store(path, random.nextInt(50)), random.nextInt(100), random.nextInt(3) > 0);
            case 4 -> files.delete(path);
            case 5 -> files.rename(path, other);
            case 6 -> files.copy(path, other, Progress.UNHEARD);
            case 7 -> files.combine(path, List.of(other), Progress.UNHEARD);
            case 8, 9 -> files.makeDirectory(folder);
            case 10 -> files.makeLink(path, other);
            default -> {
                if (random.nextBoolean()) {
                    files.removeDirectory(folder);
                } else {
                    files.rename(folder, path(FOLDERS.get(random.nextInt(FOLDERS.size()))));
                }
            }
        }
    }

    private static void write(Upload upload, int bytes, boolean complete) throws IOException, ReplyException {
        try (upload) {
            upload.channel().write(ByteBuffer.allocate(bytes));
            if (complete) {
                upload.commit();
            }
        }
    }

    // ---- when it is counted

    @Test
    void countsNothingWithoutAQuota() throws IOException {
        var files = service(Quota.NONE);

        assertFalse(files.room().uncounted());
        assertTrue(files.room().used().isEmpty());
        assertTrue(ledgers.isEmpty());
        try (var folder = new Home(home, NameRules.NONE, new Counting(Quota.NONE, ledgers)).open()) {
            assertEquals(folder, folder.itself());
        }
    }

    @Test
    void countsOnceForAllLogins() throws IOException, ReplyException {
        var one = service(LARGE);
        assertTrue(one.room().uncounted());

        one.room().count(Progress.UNHEARD);

        assertFalse(one.room().uncounted());
        assertFalse(service(home, "other", UploadMode.DIRECT, new Quota(5, 0, 0))
                .room()
                .uncounted());
    }

    @Test
    void countsAgainFromTimeToTime() throws IOException, ReplyException {
        var files = service(LARGE);
        files.room().count(Progress.UNHEARD);
        Files.write(home.resolve("by-another-program"), new byte[100]);
        now += 59 * SECOND;
        assertFalse(files.room().uncounted());

        now += SECOND;
        assertTrue(files.room().uncounted());
        files.room().count(Progress.UNHEARD);

        assertEquals(new Usage(100, 2), used(files));
    }

    @Test
    void countsLessOftenWhatTakesLong() throws IOException, ReplyException {
        var files = service(LARGE);
        files.room().count(_ -> now += 10 * SECOND);

        now += 300 * SECOND;
        assertFalse(files.room().uncounted());

        now += 2000 * SECOND;
        assertTrue(files.room().uncounted());
    }

    @Test
    void countsAgainBeforeItRefuses() throws IOException, ReplyException {
        Files.write(home.resolve("large"), new byte[100]);
        var files = service(new Quota(100, 0, 0));
        files.room().count(Progress.UNHEARD);
        assertFalse(files.room().uncounted()); // this very moment

        now += SECOND;

        assertTrue(files.room().uncounted());
    }

    @Test
    void endsACountThatIsCancelled() throws IOException {
        var files = service(LARGE);

        assertThrows(
                IOException.class,
                () -> files.room().count(_ -> {
                    throw new IOException("cancelled");
                }));

        assertTrue(files.room().uncounted());
    }

    @Test
    void countsWhatChangesMeanwhile() throws IOException, ReplyException {
        var files = service(LARGE);
        files.room().count(Progress.UNHEARD);
        Files.write(home.resolve("by-another-program"), new byte[100]);

        write(files.store(path("/new"), 0), 10, true);

        assertEquals(new Usage(10, 2), used(files)); // until it is counted again
    }

    @Test
    void meetsHiddenNamesToo() throws IOException, ReplyException {
        Files.createDirectory(home.resolve(".secret"));
        Files.write(home.resolve(".secret").resolve("large"), new byte[100]);
        var settings = new FileSettings(
                new UploadSettings(UploadMode.ATOMIC), new NameRules(NamePatterns.parse(".*"), NamePatterns.NONE));
        var files = new FileService(home, "user", Rights.everywhere(Set.of()), settings, new Counting(LARGE, ledgers));

        files.room().count(Progress.UNHEARD);

        assertEquals(new Usage(100, 3), used(files));
    }
}
