package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that users make. */
@ParameterizedClass
@EnumSource
final class NewLinkTest {
    private final Ground ground;

    NewLinkTest(Disk disk) throws IOException {
        ground = new Ground(disk);
        ground.put("/f", "content");
        ground.put("/a/b/g", "content");
        ground.putFolder("/a/c");
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /f,      /l,      f
            /a/b/g,  /l,      a/b/g
            /a/b/g,  /a/b/l,  g
            /a/b/g,  /a/l,    b/g
            """)
    void nameWhatIsBesideOrBelowThemFromThere(String target, String link, String text)
            throws IOException, ReplyException {
        ground.files.makeLink(path(target), path(link));

        assertEquals(text, stored(link).toString().replace('\\', '/'));
        assertEquals("content", ground.retrieve(link));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /f,      /a/l
            /f,      /a/b/l
            /a/b/g,  /a/c/l
            /a/b,    /a/c/l
            /a,      /a/c/l
            /a,      /a/l
            /,       /a/l
            /,       /l
            """)
    void nameAllElseFromTheRootOfTheDisk(String target, String link) throws IOException, ReplyException {
        ground.files.makeLink(path(target), path(link));

        assertEquals(ground.real(target).toRealPath(), stored(link));
        assertEquals(
                ground.files.stat(path(target)).kind(),
                ground.files.stat(path(link)).kind());
    }

    @Test
    void stayInTheHomeWhereverTheyAreMoved() throws IOException, ReplyException {
        ground.files.makeLink(path("/f"), path("/a/b/up"));
        ground.files.makeLink(path("/a/b/g"), path("/a/b/beside"));

        ground.files.rename(path("/a/b"), path("/moved"));
        ground.files.rename(path("/moved/up"), path("/up"));
        ground.files.rename(path("/moved/beside"), path("/beside"));

        assertEquals("content", ground.retrieve("/up"));
        assertEquals(ground.real("/f").toRealPath(), stored("/up"));
        assertEquals("g", stored("/beside").toString());
    }

    private Path stored(String link) throws IOException {
        return Files.readSymbolicLink(ground.real(link));
    }

    @Test
    void leadToWhatALinkLeadsTo() throws IOException, ReplyException {
        ground.putLink("/to-a", "a");

        ground.files.makeLink(path("/to-a/b/g"), path("/to-a/c/l"));

        assertEquals(ground.real("/a/b/g").toRealPath(), stored("/a/c/l"));
        assertEquals("content", ground.retrieve("/a/c/l"));
    }

    @Test
    void neverLeadOutOfTheHome() throws IOException {
        ground.putLink("/out", ground.outside);

        assertThrows(NoSuchFileException.class, () -> ground.files.makeLink(path("/out"), path("/l")));
        assertThrows(NoSuchFileException.class, () -> ground.files.makeLink(path("/out/file"), path("/l")));
        assertThrows(NoSuchFileException.class, () -> ground.files.makeLink(path("/f"), path("/out/l")));
        assertThrows(NoSuchFileException.class, () -> ground.files.makeLink(path("/../../outside/file"), path("/l")));
        assertEquals(Set.of("a", "f", "out"), ground.onDisk("/"));
    }

    @Test
    void takeNoNameThatIsTaken() throws IOException, ReplyException {
        ground.put("/a/h", "kept");

        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeLink(path("/f"), path("/a/h")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeLink(path("/f"), path("/a/b")));
        assertThrows(FileAlreadyExistsException.class, () -> ground.files.makeLink(path("/a"), path("/f")));
        assertEquals(ReplyCode.NAME_NOT_ALLOWED, Ground.refusal(() -> ground.files.makeLink(path("/f"), path("/"))));

        assertEquals("kept", ground.content("/a/h"));
    }

    @Test
    void leadToNothingThatIsMissing() {
        assertThrows(NoSuchFileException.class, () -> ground.files.makeLink(path("/missing"), path("/l")));
    }

    @Test
    void needPermission() {
        var files = ground.service("user", EnumSet.complementOf(EnumSet.of(Permission.WRITE)), UploadMode.ATOMIC);

        assertThrows(AccessDeniedException.class, () -> files.makeLink(path("/f"), path("/l")));
    }
}
