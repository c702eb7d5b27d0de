package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Entry;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbolic links: seen through inside the home, never out of it. */
@ParameterizedClass
@EnumSource
final class LinkTest {
    private final Disk disk;
    private final Ground ground;

    LinkTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void leadsToAFileInside() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putLink("/l", "d/f");

        assertEquals("content", ground.retrieve("/l"));
        Entry entry = ground.files.stat(path("/l"));
        assertEquals("l", entry.name());
        assertEquals(Entry.Kind.FILE, entry.kind());
        assertEquals(7, entry.size());
        assertEquals(Optional.of("/d/f"), entry.linkTarget());
    }

    @Test
    void leadsToAFolderInside() throws IOException, ReplyException {
        ground.put("/d/e/f", "content");
        ground.putLink("/l", "d");

        assertEquals("content", ground.retrieve("/l/e/f"));
        assertEquals(path("/l/e"), ground.files.enter(path("/l/e")));
        assertEquals(Set.of("e"), Ground.names(ground.files, "/l"));
        assertEquals(Entry.Kind.DIRECTORY, ground.files.stat(path("/l")).kind());
    }

    @Test
    void mayGoUpInsideTheHome() throws IOException, ReplyException {
        ground.put("/a/f", "content");
        ground.putFolder("/b/c");
        ground.putLink("/b/c/l", "../../a/./f");

        assertEquals("content", ground.retrieve("/b/c/l"));
    }

    @Test
    void mayLeadToTheHome() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putFolder("/d");
        ground.putLink("/d/top", "..");

        assertEquals("content", ground.retrieve("/d/top/d/top/f"));
        assertEquals(Entry.Kind.DIRECTORY, ground.files.stat(path("/d/top")).kind());
        assertEquals(Optional.of("/"), ground.files.stat(path("/d/top")).linkTarget());
        assertEquals(Set.of("d", "f"), Ground.names(ground.files, "/d/top"));
    }

    @Test
    void mayBeAbsoluteInsideTheHome() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putLink("/l", ground.real("/d/f"));

        assertEquals("content", ground.retrieve("/l"));
    }

    @Test
    void mayBeAbsoluteByTheRealNameOfTheHome() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putLink("/l", ground.real("/d/f"));
        var alias = Files.createSymbolicLink(ground.home.resolveSibling("alias"), ground.home);

        var files = new FileService(alias, "user", Permission.ALL, UploadMode.ATOMIC);

        assertEquals(7, files.stat(path("/l")).size());
    }

    @Test
    void mayBeAbsoluteByTheGivenNameOfTheHome() throws IOException, ReplyException {
        var alias = Files.createSymbolicLink(ground.home.resolveSibling("alias"), ground.home);
        ground.put("/d/f", "content");
        ground.putLink("/l", alias.resolve("d").resolve("f"));

        var files = new FileService(alias, "user", Permission.ALL, UploadMode.ATOMIC);

        assertEquals(7, files.stat(path("/l")).size());
    }

    @Test
    void neverLeadsOutside() throws IOException, ReplyException {
        ground.putLink("/absolute", ground.outside.resolve("file"));
        ground.putLink("/relative", "../outside/file");
        ground.putLink("/folder", ground.outside.resolve("folder"));
        ground.putLink("/top", "..");
        ground.putLink("/sibling", ground.home.resolveSibling("homeless"));

        for (String name : new String[] {"/absolute", "/relative", "/folder", "/top", "/sibling"}) {
            assertThrows(NoSuchFileException.class, () -> ground.files.open(path(name)), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.enter(path(name)), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.list(path(name)), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.store(path(name), 0), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.append(path(name)), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.store(path(name + "/x"), 0), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.storeUnique(path(name), "x"), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.makeDirectory(path(name + "/x")), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.delete(path(name + "/inner")), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.removeDirectory(path(name + "/folder")), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.checkRename(path(name + "/inner")), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.stat(path(name + "/inner")), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.setModified(path(name), Instant.EPOCH), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.setMode(path(name), 0), name);
            assertThrows(NoSuchFileException.class, () -> ground.files.usable(path(name + "/x")), name);
        }
    }

    @Test
    void looksTheSameDeadOrLeadingOutside() throws IOException, ReplyException {
        ground.putLink("/dead", "nothing");
        ground.putLink("/outside", ground.outside.resolve("file"));

        for (Entry entry : Ground.list(ground.files, "/")) {
            assertEquals(Entry.Kind.LINK, entry.kind());
            assertEquals(0, entry.size());
            assertEquals(Optional.empty(), entry.linkTarget());
            assertEquals(Set.of(Permission.DELETE, Permission.RENAME), entry.rights());
        }
        assertEquals(Set.of("dead", "outside"), Ground.names(ground.files, "/"));
    }

    @Test
    void goesRoundOnlyForAWhile() throws IOException, ReplyException {
        ground.putLink("/a", "b");
        ground.putLink("/b", "a");
        ground.putLink("/c", "c/d");

        assertThrows(NoSuchFileException.class, () -> ground.files.open(path("/a")));
        assertThrows(NoSuchFileException.class, () -> ground.files.enter(path("/c")));
        assertEquals(Entry.Kind.LINK, ground.files.stat(path("/a")).kind());
    }

    @Test
    void countsTo40() throws IOException, ReplyException {
        ground.put("/0", "content");
        for (int i = 1; i <= 41; i++) {
            ground.putLink("/" + i, Integer.toString(i - 1));
        }

        assertEquals("content", ground.retrieve("/40"));
        assertThrows(NoSuchFileException.class, () -> ground.files.open(path("/41")));
    }

    @Test
    void isDeletedItself() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putLink("/l", "f");
        ground.putLink("/out", ground.outside.resolve("file"));

        ground.files.delete(path("/l"));
        ground.files.delete(path("/out"));

        assertEquals(Set.of("f"), ground.onDisk("/"));
    }

    @Test
    void isRenamedItself() throws IOException, ReplyException {
        ground.putLink("/l", ground.outside.resolve("file"));

        ground.files.checkRename(path("/l"));
        ground.files.rename(path("/l"), path("/m"));

        assertEquals(Set.of("m"), ground.onDisk("/"));
        assertTrue(Files.isSymbolicLink(ground.real("/m")));
    }

    @Test
    void isReplacedItself() throws IOException, ReplyException {
        ground.put("/f", "content");
        ground.putLink("/l", ground.outside.resolve("file"));

        ground.files.rename(path("/f"), path("/l"));

        assertEquals("content", ground.content("/l"));
        assertFalse(Files.isSymbolicLink(ground.real("/l")));
    }

    @Test
    void isRemovedItselfWhereItLooksLikeAFolder() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.put("/f", "content");
        ground.putLink("/l", "d");
        ground.putLink("/m", "f");
        ground.putLink("/out", ground.outside.resolve("folder"));

        ground.files.removeDirectory(path("/l"));

        assertThrows(NotDirectoryException.class, () -> ground.files.removeDirectory(path("/m")));
        assertThrows(NoSuchFileException.class, () -> ground.files.removeDirectory(path("/out")));
        assertEquals(Set.of("d", "f", "m", "out"), ground.onDisk("/"));
        assertEquals("content", ground.content("/d/f"));
    }

    @Test
    void isFollowedByAnUpload() throws IOException, ReplyException {
        ground.put("/d/f", "old");
        ground.putLink("/l", "d/f");

        try (var upload = ground.files.store(path("/l"), 0)) {
            Ground.write(upload, "new");
            assertEquals(2, ground.onDisk("/d").size());
            upload.commit();
        }
        assertEquals("new", ground.content("/d/f"));
        assertTrue(Files.isSymbolicLink(ground.real("/l")));
        assertEquals(Set.of("f"), ground.onDisk("/d"));
    }

    @Test
    void isFollowedByAnUploadOfANewFile() throws IOException, ReplyException {
        ground.putFolder("/d");
        ground.putLink("/l", "d/new");

        Ground.breakOff(ground.files, "/l", "12345");
        assertEquals(5, ground.files.stat(path("/l")).size());
        assertTrue(ground.files.stat(path("/l")).incomplete());
        Ground.store(ground.files, "/l", "content");

        assertEquals("content", ground.content("/d/new"));
    }

    @Test
    void doesNotReachReservedNames() throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/f", "12345");
        String part = ground.onDisk("/").iterator().next();
        ground.putLink("/l", part);

        assertThrows(NoSuchFileException.class, () -> ground.files.open(path("/l")));
        assertEquals(Entry.Kind.LINK, ground.files.stat(path("/l")).kind());
    }

    @Test
    void isNoPlaceForAFolder() throws IOException {
        ground.putLink("/l", "nothing");

        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeDirectory(path("/l")));
    }

    @Test
    void setsTheTimeOfItsTarget() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putLink("/l", "d/f");
        var time = Instant.ofEpochSecond(1_000_000_000);

        ground.files.setModified(path("/l"), time);

        assertEquals(time, Files.getLastModifiedTime(ground.real("/d/f")).toInstant());
        if (disk == Disk.REAL) {
            assertTrue(Files.getLastModifiedTime(ground.real("/l"), LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isAfter(time));
        }
    }
}
