package ferry.unit.properties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ferry.properties.PropertiesFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PropertiesWriteTest {
    private static final PropertiesFile CONTENT = PropertiesFile.parse("x", "a=1\n");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void names() {
        file = folder.resolve("users.properties");
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Files.writeString(file, "old=1\n");

        CONTENT.write(file);

        assertEquals("a=1\n", Files.readString(file));
        assertEquals(Set.of("users.properties"), names(folder));
    }

    @Test
    void keepsPermissionsThatTheDefaultWouldNotGive() throws IOException {
        assumeTrue(posix(folder));
        Files.writeString(file, "old=1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));

        CONTENT.write(file);

        assertEquals("rw-rw-r-x", permissions(file));
    }

    @Test
    void keepsOwnerAndGroup() throws IOException {
        try (var fileSystem = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setAttributeViews("posix").build())) {
            var users = fileSystem.getPath("/users.properties");
            Files.writeString(users, "old=1\n");
            var people = fileSystem.getUserPrincipalLookupService();
            Files.setOwner(users, people.lookupPrincipalByName("alice"));
            Files.setAttribute(users, "posix:group", people.lookupPrincipalByGroupName("wheel"));

            CONTENT.write(users);

            var attributes = Files.readAttributes(users, PosixFileAttributes.class);
            assertEquals("alice", attributes.owner().getName());
            assertEquals("wheel", attributes.group().getName());
        }
    }

    @Test
    void givesANewFileToItsOwnerAlone() throws IOException {
        assumeTrue(posix(folder));

        CONTENT.write(file);

        assertEquals("rw-------", permissions(file));
    }

    @Test
    void writesWhereThereAreNoPosixAttributes() throws IOException {
        try (var windows = Jimfs.newFileSystem(Configuration.windows())) {
            var users = windows.getPath("C:\\users.properties");
            Files.writeString(users, "old=1\n");

            CONTENT.write(users);

            assertEquals("a=1\n", Files.readString(users));
        }
    }

    @Test
    void replacesTheTargetOfASymbolicLink() throws IOException {
        assumeTrue(posix(folder));
        var target =
                Files.writeString(Files.createDirectory(folder.resolve("etc")).resolve("real"), "old=1\n");
        Files.createSymbolicLink(file, target);

        CONTENT.write(file);

        assertTrue(Files.isSymbolicLink(file));
        assertEquals("a=1\n", Files.readString(target));
    }

    @Test
    void refusesAFileThatIsReadOnly() throws IOException {
        assumeTrue(posix(folder));
        Files.writeString(file, "old=1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(file), "root may write everything");

        assertThrows(AccessDeniedException.class, () -> CONTENT.write(file));

        assertEquals("old=1\n", Files.readString(file));
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        var taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("child"), "");

        assertThrows(IOException.class, () -> CONTENT.write(taken));

        assertEquals(Set.of("taken"), names(folder));
    }

    @Test
    void failsWhereThereIsNoFolder() {
        assertThrows(NoSuchFileException.class, () -> CONTENT.write(folder.resolve("missing/users.properties")));
    }

    @Test
    void writesInTheCharsetInWhichItWasRead() throws IOException {
        Files.write(file, "name=M\u00fcller\n".getBytes(ISO_8859_1));

        PropertiesFile.read(file).with("a", "1").write(file);

        assertArrayEquals("name=M\u00fcller\na=1\n".getBytes(ISO_8859_1), Files.readAllBytes(file));
    }

    @Test
    void namesTheFileInFaults() throws IOException {
        Files.writeString(file, "a=\\u\n");

        assertEquals(
                "users.properties",
                PropertiesFile.read(file).faults().getFirst().file());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        }
    }
}
