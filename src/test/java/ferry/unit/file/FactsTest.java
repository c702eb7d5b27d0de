package ferry.unit.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.LIST;
import static ferry.file.Permission.MKDIR;
import static ferry.file.Permission.OVERWRITE;
import static ferry.file.Permission.READ;
import static ferry.file.Permission.RMDIR;
import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Entry;
import ferry.file.FactChange;
import ferry.file.Ownership;
import ferry.file.Permission;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The facts of files, told and set. */
@ParameterizedClass
@EnumSource
final class FactsTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_234_567_890);

    private final Disk disk;
    private final Ground ground;

    FactsTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void ofAFile() throws IOException, ReplyException {
        Files.setLastModifiedTime(ground.put("/f", "content"), FileTime.from(TIME));

        Entry entry = ground.files.stat(path("/f"));

        assertEquals("f", entry.name());
        assertTrue(entry.file());
        assertFalse(entry.directory());
        assertEquals(7, entry.size());
        assertEquals(TIME, entry.modified());
        assertTrue(entry.created().orElseThrow().isAfter(TIME));
        assertEquals(Optional.empty(), entry.linkTarget());
        assertFalse(entry.incomplete());
        assertEquals(EnumSet.complementOf(EnumSet.of(LIST, MKDIR, RMDIR, OVERWRITE)), entry.rights());
    }

    @Test
    void ofAFolder() throws IOException, ReplyException {
        ground.putFolder("/d");

        Entry entry = ground.files.stat(path("/d"));

        assertEquals("d", entry.name());
        assertTrue(entry.directory());
        assertFalse(entry.file());
        assertEquals(EnumSet.complementOf(EnumSet.of(READ, APPEND, OVERWRITE)), entry.rights());
    }

    @Test
    void ofTheHome() throws IOException, ReplyException {
        Entry entry = ground.files.stat(path("/"));

        assertEquals("/", entry.name());
        assertTrue(entry.directory());
        assertEquals(Set.of(Permission.LIST, Permission.WRITE, Permission.DELETE, Permission.MKDIR), entry.rights());
    }

    @Test
    void ofNothing() {
        assertThrows(NoSuchFileException.class, () -> ground.files.stat(path("/f")));
    }

    @Test
    void giveEachFileATokenOfItsOwn() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.put("/g", "content");
        ground.putLink("/l", "f");

        String token = ground.files.stat(path("/f")).unique();

        if (disk == Disk.WINDOWS) {
            assertTrue(token.matches("[0-9a-zA-Z]*"), token);
        } else {
            assertTrue(token.matches("[0-9a-zA-Z]+"), token);
            assertNotEquals(token, ground.files.stat(path("/g")).unique());
            assertEquals(token, ground.files.stat(path("/l")).unique());
        }
    }

    @Test
    void haveTheModeOfTheDiskOrAGuess() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putFolder("/d");
        if (disk == Disk.WINDOWS) {
            assertEquals(0644, ground.files.stat(path("/f")).mode());
            assertEquals(0755, ground.files.stat(path("/d")).mode());
        } else {
            Files.setPosixFilePermissions(ground.real("/f"), PosixFilePermissions.fromString("rw-r----x"));
            assertEquals(0641, ground.files.stat(path("/f")).mode());
        }
    }

    @Test
    void canBeSet() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putFolder("/d");

        ground.files.setModified(path("/f"), TIME);
        ground.files.setModified(path("/d"), TIME);

        assertEquals(TIME, ground.files.stat(path("/f")).modified());
        assertEquals(TIME, ground.files.stat(path("/d")).modified());
        assertThrows(NoSuchFileException.class, () -> ground.files.setModified(path("/g"), TIME));
    }

    @Test
    void canHaveAnotherModeWhereThereAreModes() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putFolder("/d");
        if (disk == Disk.WINDOWS) {
            assertEquals(ReplyCode.FILE_UNAVAILABLE, Ground.refusal(() -> ground.files.setMode(path("/f"), 0600)));
        } else {
            ground.files.setMode(path("/f"), 0604);
            ground.files.setMode(path("/d"), 04711);
            assertEquals(0604, ground.files.stat(path("/f")).mode());
            assertEquals(0711, ground.files.stat(path("/d")).mode());
        }
        assertThrows(NoSuchFileException.class, () -> ground.files.setMode(path("/g"), 0600));
    }

    @Test
    void canHaveAnotherCreationTimeInMemory() throws IOException, ReplyException {
        ground.put("/f", "content");
        var change = FactChange.created(TIME).with(FactChange.modified(TIME.plusSeconds(60)));

        if (disk == Disk.REAL) {
            var before = ground.files.stat(path("/f")).modified();
            assertEquals(
                    ReplyCode.PARAMETER_NOT_IMPLEMENTED, Ground.refusal(() -> ground.files.change(path("/f"), change)));
            assertEquals(before, ground.files.stat(path("/f")).modified());
        } else {
            ground.files.change(path("/f"), change);
            assertEquals(TIME, ground.files.stat(path("/f")).created().orElseThrow());
            assertEquals(TIME.plusSeconds(60), ground.files.stat(path("/f")).modified());
        }
    }

    @Test
    void canHaveAnotherGroupWhereThereAreGroups() throws IOException, ReplyException {
        ground.put("/f", "content");
        if (disk == Disk.WINDOWS) {
            assertEquals(
                    ReplyCode.FILE_UNAVAILABLE,
                    Ground.refusal(() -> ground.files.change(path("/f"), FactChange.group("users"))));
        } else {
            String group = disk == Disk.REAL ? attribute("group") : "users";
            ground.files.change(path("/f"), FactChange.group(group));
            assertEquals(group, attribute("group"));
        }
    }

    @Test
    void haveAnOwnerWhereTheDiskKnows() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putLink("/l", "f");
        Ground.breakOff(ground.files, "/broken", "12345");

        var owner = ground.files.ownership(path("/f"));

        assertEquals(expectedOwner(), owner);
        assertEquals(owner, ground.files.ownership(path("/l")));
        assertEquals(owner, ground.files.ownership(path("/broken")));
        assertEquals(owner.isPresent(), ground.files.ownership(path("/")).isPresent());
        assertEquals(Optional.empty(), ground.files.ownership(path("/missing")));
    }

    @Test
    void haveAnOwnerInListings() throws IOException, ReplyException {
        ground.put("/f", "content");
        Ground.breakOff(ground.files, "/broken", "12345");

        try (var listing = ground.files.list(path("/"))) {
            for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
                assertEquals(expectedOwner(), listing.ownership(entry.get()));
            }
        }
    }

    private Optional<Ownership> expectedOwner() throws IOException {
        if (disk == Disk.WINDOWS) {
            return Optional.empty();
        }
        return Optional.of(new Ownership(
                Long.parseLong(attribute("uid")),
                Long.parseLong(attribute("gid")),
                attribute("owner"),
                attribute("group")));
    }

    private String attribute(String name) throws IOException {
        return String.valueOf(Files.getAttribute(ground.real("/f"), "unix:" + name));
    }

    @Test
    void ofADownload() throws IOException, ReplyException {
        Files.setLastModifiedTime(ground.put("/d/f", "content"), FileTime.from(TIME));
        ground.putLink("/l", "d/f");

        try (var download = ground.files.open(path("/l"))) {
            assertEquals(path("/l"), download.path());
            assertEquals("l", download.name());
            assertEquals(7, download.size());
            assertEquals(TIME, download.modified());
            assertEquals(ground.files.stat(path("/d/f")).unique(), download.unique());
            assertEquals(0, download.channel().position());
        }
    }

    @Test
    void tellTheRoomThatIsLeft() throws IOException, ReplyException {
        ground.put("/d/f", "content");

        assertTrue(ground.files.usable(path("/")) > 0);
        assertTrue(ground.files.usable(path("/d/f")) > 0);
        assertThrows(NoSuchFileException.class, () -> ground.files.usable(path("/x/y")));
    }
}
