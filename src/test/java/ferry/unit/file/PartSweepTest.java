package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ferry.file.PartSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What broken uploads left, and when it goes. */
final class PartSweepTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant OLD = NOW.minus(WEEK).minusSeconds(1);
    private static final Instant YOUNG = NOW.minus(WEEK).plusSeconds(1);
    private static final String MARK = ".ferry-part-0123abcd";
    private static final String DIRECTORY = ".ferry-dir-0123456789abcdef";

    private final List<Path> removed = new ArrayList<>();

    private int sweep(Ground ground) throws IOException {
        return new PartSweep(WEEK, NOW, () -> true, removed::add).sweep(ground.home);
    }

    private static void age(Ground ground, String folder, Instant modified) throws IOException {
        for (String name : ground.onDisk(folder)) {
            if (name.startsWith(".ferry-part-")) {
                Files.setLastModifiedTime(ground.real(folder).resolve(name), FileTime.from(modified));
            }
        }
    }

    private static Path put(Ground ground, String text, Instant modified) throws IOException {
        return Files.setLastModifiedTime(ground.put(text, "x"), FileTime.from(modified));
    }

    @ParameterizedTest
    @EnumSource
    void removesWhatNobodyResumed(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            ground.putFolder("/d/e");
            Ground.breakOff(ground.files, "/a", "half");
            Ground.breakOff(ground.files, "/d/e/" + "n".repeat(250), "half");
            age(ground, "/", OLD);
            age(ground, "/d/e", OLD);

            assertEquals(0, sweep(ground));

            assertEquals(Set.of("d"), ground.onDisk("/"));
            assertEquals(Set.of(), ground.onDisk("/d/e"));
            assertEquals(2, removed.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesWhatNobodyCanResume(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            put(ground, "/" + MARK + "~0123456789abcdef", OLD);
            put(ground, "/" + MARK + "#0123456789abcdef0123456789abcdef", OLD);

            sweep(ground);

            assertEquals(Set.of(), ground.onDisk("/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatIsYoungOrFromTheFuture(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            put(ground, "/" + MARK + "-young", YOUNG);
            put(ground, "/" + MARK + "-later", NOW.plus(Duration.ofDays(4000)));

            sweep(ground);

            assertEquals(2, ground.onDisk("/").size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatIsBeingWritten(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            try (var upload = ground.files.store(path("/a"), 0)) {
                Ground.write(upload, "half");
                age(ground, "/", OLD);

                sweep(ground);
                Ground.write(upload, " and whole");
                upload.commit();
            }

            assertEquals("half and whole", ground.content("/a"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lettingGoOfItsNameItLeavesItToTheNextUpload(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            Ground.breakOff(ground.files, "/a", "half");
            age(ground, "/", OLD);
            sweep(ground);

            Ground.breakOff(ground.files, "/a", "other");

            assertEquals(5, ground.files.stat(path("/a")).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatOnlyLooksLikeIt(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            put(ground, "/.ferry-part-mine", OLD);
            put(ground, "/.ferry-part-0123abcg-a", OLD);
            put(ground, "/" + MARK + "-", OLD);
            put(ground, "/" + MARK + "~0123", OLD);
            put(ground, "/x" + MARK + "-a", OLD);
            put(ground, "/d/.ferry-dir-0123456789abcdef", OLD);
            ground.putFolder("/" + MARK + "-folder");
            Files.setLastModifiedTime(ground.real("/" + MARK + "-folder"), FileTime.from(OLD));

            sweep(ground);

            assertEquals(7, ground.onDisk("/").size());
            assertEquals(1, ground.onDisk("/d").size());
            assertEquals(List.of(), removed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "REAL"})
    void followsNoLinks(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            ground.putFolder("/d");
            ground.putLink("/out", ground.outside);
            ground.putLink("/" + MARK + "-link", ground.outside.resolve("file"));
            ground.putLink("/d/up", "..");

            assertEquals(0, sweep(ground));

            assertEquals(List.of(), removed);
            assertEquals(Set.of("d", "out", MARK + "-link"), ground.onDisk("/"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "REAL"})
    void removesFoldersAndLinksThatWereNotMovedIntoPlace(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            String other = DIRECTORY.replace("0123", "9999");
            Files.setLastModifiedTime(ground.putFolder("/" + DIRECTORY), FileTime.from(OLD));
            ground.put("/" + other + "/full", "x");
            Files.setLastModifiedTime(ground.real("/" + other), FileTime.from(OLD));
            ground.putFolder("/d/" + DIRECTORY);
            Files.setLastModifiedTime(ground.real("/d/" + DIRECTORY), FileTime.from(OLD));

            assertEquals(0, sweep(ground));

            assertEquals(Set.of("d", other), ground.onDisk("/"));
            assertEquals(Set.of(DIRECTORY), ground.onDisk("/d"));
            Files.delete(ground.real("/" + other + "/full"));
            Files.delete(ground.real("/" + other));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenItIsToldTo(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            put(ground, "/" + MARK + "-a", OLD);
            put(ground, "/d/" + MARK + "-a", OLD);

            new PartSweep(WEEK, NOW, () -> false, removed::add).sweep(ground.home);

            assertEquals(List.of(), removed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REAL")
    void goesOnBehindAFolderThatCannotBeOpened(Disk disk) throws Exception {
        try (var ground = new Ground(disk)) {
            assumeTrue(!System.getProperty("user.name").equals("root"), "root may open all");
            var closed = ground.putFolder("/closed");
            Files.setPosixFilePermissions(closed, Set.of());
            put(ground, "/" + MARK + "-a", OLD);

            assertEquals(1, sweep(ground));

            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            assertEquals(Set.of("closed"), ground.onDisk("/"));
        }
    }
}
