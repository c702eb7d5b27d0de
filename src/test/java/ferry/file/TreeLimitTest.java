package ferry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many entries of a tree are dealt with. */
final class TreeLimitTest {
    private final FileSystem system = Jimfs.newFileSystem(Configuration.unix());
    private final Home home = new Home(system.getPath("/home"), NameRules.NONE);

    @BeforeEach
    void makeFiveEntries() throws IOException {
        home.prepare();
        Files.createDirectory(system.getPath("/home/folder"));
        for (String name : new String[] {"a", "b", "folder/c", "folder/d"}) {
            Files.writeString(system.getPath("/home/" + name), "12345");
        }
    }

    @AfterEach
    void close() throws IOException {
        system.close();
    }

    @Test
    void countsAsManyAsAllowed() throws IOException, ReplyException {
        try (var folder = home.open()) {
            assertEquals(20, tree(5).size(folder, VirtualPath.ROOT, (_, _) -> true));
        }
    }

    @Test
    void refusesMore() throws IOException {
        try (var folder = home.open()) {
            var refusal =
                    assertThrows(ReplyException.class, () -> tree(4).size(folder, VirtualPath.ROOT, (_, _) -> true));
            assertEquals(ReplyCode.FILE_UNAVAILABLE, refusal.reply().code());
        }
    }

    @Test
    void countsAgainForTheDeletion() throws IOException, ReplyException {
        var tree = tree(5);
        try (var folder = home.open()) {
            tree.check(folder, VirtualPath.ROOT, (_, _) -> true);
        }
        try (var folder = home.open()) {
            tree.clear(folder, VirtualPath.ROOT, (_, _) -> true);
        }
        try (var names = Files.list(system.getPath("/home"))) {
            assertEquals(0, names.count());
        }
    }

    private static Tree tree(int most) {
        return new Tree(new PartNames("user"), most, Progress.UNHEARD);
    }
}
