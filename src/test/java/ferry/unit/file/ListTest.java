package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Entry;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders listed. */
@ParameterizedClass
@EnumSource
final class ListTest {
    private static final int MANY = 3000;

    private final Ground ground;

    ListTest(Disk disk) throws IOException {
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void listsFilesAndFolders() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putFolder("/d/e");

        var kinds = new TreeSet<String>();
        for (Entry entry : Ground.list(ground.files, "/d")) {
            kinds.add(entry.name() + " " + entry.kind());
        }

        assertEquals(Set.of("e DIRECTORY", "f FILE"), kinds);
        assertEquals(Set.of("e", "f"), Ground.names(ground.files, "/d"));
    }

    @Test
    void listsTheSameAsStatTells() throws IOException, ReplyException {
        ground.put("/d/f", "content");
        ground.putFolder("/d/e");
        ground.putLink("/d/l", "f");
        ground.putLink("/d/dead", "nothing");
        Ground.breakOff(ground.files, "/d/broken", "12345");

        var listed = Ground.list(ground.files, "/d");

        assertEquals(5, listed.size());
        for (Entry entry : listed) {
            assertEquals(Ground.told(ground.files.stat(path("/d/" + entry.name()))), Ground.told(entry));
        }
    }

    @Test
    void listsAnEmptyFolder() throws IOException, ReplyException {
        assertEquals(Set.of(), Ground.names(ground.files, "/"));
        assertTrue(Ground.list(ground.files, "/").isEmpty());
    }

    @Test
    void listsNoFile() throws IOException {
        ground.put("/f", "content");

        assertThrows(NotDirectoryException.class, () -> ground.files.list(path("/f")));
        assertThrows(NoSuchFileException.class, () -> ground.files.list(path("/g")));
    }

    @Test
    void leavesOutWhatIsGoneMeanwhile() throws IOException, ReplyException {
        ground.put("/a", "content");
        ground.put("/b", "content");

        try (var listing = ground.files.list(path("/"))) {
            Files.delete(ground.real("/a"));
            Files.delete(ground.real("/b"));

            assertEquals(Optional.empty(), listing.next());
        }
    }

    @Test
    void goesOnInAFolderThatIsMovedAway() throws IOException, ReplyException {
        ground.put("/d/f", "content");

        try (var listing = ground.files.list(path("/d"))) {
            Files.move(ground.real("/d"), ground.real("/e"));
            ground.putLink("/d", ground.outside.resolve("folder"));

            for (var name = listing.nextName(); name.isPresent(); name = listing.nextName()) {
                assertEquals("f", name.get());
            }
        } catch (NotDirectoryException _) {
            // Where there are no handles, the folder is gone.
            assertTrue(Files.isSymbolicLink(ground.real("/d")));
        }
    }

    @Test
    void holdsNoEntryThatWasTold() throws Exception {
        for (int i = 0; i < MANY; i++) {
            ground.put("/d/file" + i, "");
        }
        var told = new ArrayList<WeakReference<Entry>>();

        try (var listing = ground.files.list(path("/d"))) {
            for (int i = 0; i < MANY - 1; i++) {
                told.add(new WeakReference<>(listing.next().orElseThrow()));
            }
            System.gc();
            assertTrue(told.stream().allMatch(reference -> reference.refersTo(null)));
            assertTrue(listing.next().isPresent());
            assertFalse(listing.next().isPresent());
        }
    }

    @Test
    void isEndedByWhoHearsThatItGoesOn() throws IOException, ReplyException {
        for (int i = 0; i < MANY; i++) {
            ground.put("/d/.ferry-part-" + i, ""); // nobody is told of these
        }

        try (var listing = ground.files.list(path("/d")).heardBy(bytes -> {
            throw new IOException("enough");
        })) {
            assertEquals(
                    "enough", assertThrows(IOException.class, listing::next).getMessage());
        }
    }
}
