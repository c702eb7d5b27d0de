package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths below the home. */
final class VirtualPathTest {
    private static VirtualPath path(String text) {
        return VirtualPath.ROOT.resolve(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, c,          /a/b/c",
        "/a/b, /c,         /c",
        "/a/b, '',         /a/b",
        "/a/b, .,          /a/b",
        "/a/b, ..,         /a",
        "/a/b, ../..,      /",
        "/a/b, ../../..,   /",
        "/a/b, ../../../c, /c",
        "/a/b, //c//d/,    /c/d",
        "/a/b, ./c/./d,    /a/b/c/d",
        "/a/b, c/../d,     /a/b/d",
        "/a/b, ...,        /a/b/...",
        "/a/b, .. ,        /a",
        "/a/b, ' ',        '/a/b/ '",
        "/a/b, ~,          /a/b/~",
        "/a/b, c\\d,       /a/b/c\\d",
        "/a/b, %2e%2e,     /a/b/%2e%2e",
        "/,    ..,         /",
    })
    void resolvesAPathname(String folder, String pathname, String resolved) {
        assertEquals(resolved, path(folder).resolve(pathname).toString());
    }

    @Test
    void resolvesAsAUnixFileSystemWould() throws IOException {
        var random = new Random(1);
        try (var unix = Jimfs.newFileSystem(Configuration.unix())) {
            for (int i = 0; i < 5000; i++) {
                String folder = "/" + text(random);
                String pathname = text(random);

                assertEquals(
                        unix.getPath(folder).resolve(pathname).normalize().toString(),
                        path(folder).resolve(pathname).toString(),
                        () -> folder + " and " + pathname);
            }
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        while (random.nextInt(12) != 0) {
            text.append("//..ab".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b"})
    void holdsSingleNamesOnly(String name) {
        assertThrows(IllegalArgumentException.class, () -> new VirtualPath(List.of(name)));
        assertThrows(IllegalArgumentException.class, () -> VirtualPath.ROOT.child(name));
    }

    @Test
    void knowsItsNameAndItsParent() {
        assertEquals(Optional.of("b"), path("/a/b").name());
        assertEquals(path("/a"), path("/a/b").parent());
        assertEquals(Optional.empty(), VirtualPath.ROOT.name());
        assertEquals(VirtualPath.ROOT, VirtualPath.ROOT.parent());
        assertEquals(path("/a/b"), path("/a").child("b"));
    }

    @Test
    void isTheRootWithoutNames() {
        assertTrue(path("/").root());
        assertTrue(path("/a/..").root());
        assertFalse(path("/a").root());
    }

    @ParameterizedTest
    @CsvSource({
        "/,   /a,   true",
        "/,   /,    true",
        "/a,  /a,   true",
        "/a,  /a/b, true",
        "/a,  /ab,  false",
        "/a/b, /a,  false",
        "/a,  /b/a, false",
    })
    void containsWhatStandsBelow(String above, String below, boolean contained) {
        assertEquals(contained, path(above).contains(path(below)));
    }
}
