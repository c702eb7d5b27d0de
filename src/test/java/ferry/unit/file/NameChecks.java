package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static ferry.unit.file.Ground.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** What holds for a name that can be used, and for one that cannot. */
final class NameChecks {
    private NameChecks() {}

    /** Everything can be done with this name, and it is told as it was given. */
    static void usable(Ground ground, String name) throws IOException, ReplyException {
        Ground.breakOff(ground.files, "/" + name, "12345");
        assertTrue(ground.files.stat(path("/" + name)).incomplete());
        Ground.store(ground.files, "/" + name, "content");
        assertEquals("content", ground.retrieve("/" + name));
        assertEquals(Set.of(name), Ground.names(ground.files, "/"));
        assertEquals(name, Ground.list(ground.files, "/").getFirst().name());
        ground.files.rename(path("/" + name), path("/x"));
        ground.files.rename(path("/x"), path("/" + name));
        ground.files.delete(path("/" + name));
        ground.files.makeDirectory(path("/" + name));
        ground.files.makeDirectory(path("/" + name + "/" + name));
        assertEquals(Set.of(name), Ground.names(ground.files, "/" + name));
        ground.files.removeDirectory(path("/" + name + "/" + name));
        ground.files.removeDirectory(path("/" + name));
        assertEquals(Set.of(), ground.onDisk("/"));
    }

    /** Nothing can be made under this name, and nothing that stands under it can be reached. */
    static void unusable(Ground ground, String name) throws IOException {
        ground.put("/f", "content");
        refused(() -> ground.files.store(path("/" + name), 0));
        refused(() -> ground.files.append(path("/" + name)));
        refused(() -> ground.files.makeDirectory(path("/" + name)));
        refused(() -> ground.files.rename(path("/f"), path("/" + name)));
        missing(() -> ground.files.stat(path("/" + name)));
        missing(() -> ground.files.open(path("/" + name)));
        missing(() -> ground.files.delete(path("/" + name)));
        missing(() -> ground.files.removeDirectory(path("/" + name)));
        missing(() -> ground.files.enter(path("/" + name)));
        missing(() -> ground.files.checkRename(path("/" + name)));
        missing(() -> ground.files.store(path("/" + name + "/x"), 0));
        missing(() -> ground.files.makeDirectory(path("/" + name + "/x")));
        assertEquals("content", ground.content("/f"));
    }

    private static void refused(Executable action) {
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, refusal(action));
    }

    private static void missing(Executable action) {
        assertThrows(NoSuchFileException.class, action);
    }
}
