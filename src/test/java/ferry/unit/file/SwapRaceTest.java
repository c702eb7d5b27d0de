package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.FileService;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A folder and a link to a folder outside change places again and again, while something is done below that name.
 * Whatever happens outside fails the test; a round counts when it was done, or was refused.
 */
@ParameterizedClass
@EnumSource(names = {"UNIX", "REAL"})
final class SwapRaceTest {
    private static final int SWAPS = 3000;
    private static final int ENOUGH = 50;
    private static final int LONGEST_REST = 2000;
    private static final FileTime LONG_AGO = FileTime.from(Instant.ofEpochSecond(1_000_000_000));

    private final Ground ground;
    private final Path folder;
    private final Path aside;
    private final Path bait;
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger swaps = new AtomicInteger();

    SwapRaceTest(Disk disk) throws IOException {
        ground = new Ground(disk);
        folder = ground.putFolder("/d");
        aside = ground.real("/aside");
        bait = ground.outside.resolve("folder");
        ground.put("/d/inner", "mine");
        Files.setLastModifiedTime(bait.resolve("inner"), LONG_AGO);
        Files.setLastModifiedTime(bait, LONG_AGO);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    /** Something that a user does below {@code /d}; it may fail, but not outside. */
    private interface Action {
        void run(FileService files, int round) throws IOException, ReplyException;
    }

    private static Action action(String name) {
        return switch (name) {
            case "store" -> (files, round) -> Ground.store(files, "/d/f" + round % 3, "content");
            case "append" -> (files, _) -> files.append(path("/d/inner")).close();
            case "resume" -> (files, _) -> files.store(path("/d/inner"), 2).close();
            case "broken" -> (files, _) -> Ground.breakOff(files, "/d/b", "content");
            case "unique" ->
                (files, _) -> files.storeUnique(path("/d"), "inner").discard();
            case "mkdir" -> SwapRaceTest::makeAndRemove;
            case "delete" -> SwapRaceTest::storeAndDelete;
            case "rename" -> SwapRaceTest::renameThereAndBack;
            case "list" -> SwapRaceTest::list;
            case "open" -> SwapRaceTest::open;
            case "stat" ->
                (files, _) -> assertEquals(4, files.stat(path("/d/inner")).size());
            case "touch" -> SwapRaceTest::touch;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void makeAndRemove(FileService files, int round) throws IOException, ReplyException {
        files.makeDirectory(path("/d/new" + round));
        files.removeDirectory(path("/d/new" + round));
    }

    private static void storeAndDelete(FileService files, int round) throws IOException, ReplyException {
        Ground.store(files, "/d/x", "content");
        files.delete(path("/d/x"));
    }

    private static void renameThereAndBack(FileService files, int round) throws IOException, ReplyException {
        Ground.store(files, "/x" + round, "content");
        files.rename(path("/x" + round), path("/d/y"));
        files.rename(path("/d/y"), path("/y" + round));
    }

    private static void list(FileService files, int round) throws IOException, ReplyException {
        for (var entry : Ground.list(files, "/d")) {
            assertEquals(4, entry.size());
        }
    }

    private static void open(FileService files, int round) throws IOException, ReplyException {
        try (var download = files.open(path("/d/inner"))) {
            assertEquals(4, download.channel().size());
        }
    }

    private static void touch(FileService files, int round) throws IOException, ReplyException {
        files.setModified(path("/d/inner"), Instant.EPOCH);
        files.setMode(path("/d/inner"), 0600);
        files.setModified(path("/d"), Instant.EPOCH);
        files.setMode(path("/d"), 0700);
    }

    /** Swaps until it is told to end, with the folder in its place for a while each time. */
    private void swapAgainAndAgain() throws IOException {
        var random = new SplittableRandom(1);
        while (!enough.get()) {
            Files.move(folder, aside);
            Files.createSymbolicLink(folder, bait);
            Files.delete(folder);
            Files.move(aside, folder);
            swaps.incrementAndGet();
            for (int i = random.nextInt(LONGEST_REST); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store", "append", "resume", "broken", "unique", "mkdir", "delete", "rename", "list", "open", "stat",
                "touch"
            })
    @Timeout(120)
    void changesNothingOutside(String name) throws Exception {
        var before = Files.getPosixFilePermissions(bait);
        var action = action(name);
        int done = 0;
        int failed = 0;

        try (var threads = Executors.newSingleThreadExecutor()) {
            var swapping = threads.submit(() -> {
                swapAgainAndAgain();
                return true;
            });
            try {
                for (int i = 0; done < ENOUGH || failed < ENOUGH || swaps.get() < SWAPS; i++) {
                    try {
                        action.run(ground.files, i);
                        done++;
                    } catch (FileSystemException | ReplyException _) {
                        failed++;
                    }
                }
            } finally {
                enough.set(true);
            }
            assertTrue(swapping.get());
        }

        assertEquals(LONG_AGO, Files.getLastModifiedTime(bait));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(bait.resolve("inner")));
        assertEquals(before, Files.getPosixFilePermissions(bait));
    }
}
