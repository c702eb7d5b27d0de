package ferry.client.real;

import static ferry.client.real.FileZilla.Existing.OVERWRITE;
import static ferry.client.real.FileZilla.Existing.RESUME;
import static ferry.client.real.FileZilla.Pane.LOCAL;
import static ferry.client.real.FileZilla.Pane.REMOTE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client FileZilla. */
final class FileZillaTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @RegisterExtension
    final RealClient place = new RealClient("filezilla");

    @BeforeAll
    static void hasItsTools() {
        List.of("Xvfb", "xdotool").forEach(Installed::require);
    }

    @ParameterizedTest
    @CsvSource({"true, PASV", "false, PORT"})
    void downloadsAllThatItLists(boolean passive, String verb) throws IOException {
        Sample.plantTree(place.remote(""));
        var filezilla = new FileZilla(place, passive, OVERWRITE);
        filezilla.open();

        filezilla.transferAll(REMOTE);

        var tree = Sample.tree(place.remote(""));
        Await.until("all is here", () -> Sample.tree(place.local("")).equals(tree));
        assertTrue(filezilla.log().contains("Command: " + verb));
    }

    @ParameterizedTest
    @CsvSource({"true, PASV", "false, PORT"})
    void uploadsATree(boolean passive, String verb) throws IOException {
        Sample.plantTree(place.local(""));
        var filezilla = new FileZilla(place, passive, OVERWRITE);
        filezilla.open();

        filezilla.transferAll(LOCAL);

        var tree = Sample.tree(place.local(""));
        Await.until("all is there", () -> Sample.tree(place.remote("")).equals(tree));
        assertTrue(filezilla.log().contains("Command: " + verb));
    }

    @Test
    void resumesADownload() throws IOException {
        byte[] content = Sample.write(place.remote("a.bin"), 100_000);
        Files.write(place.local("a.bin"), new byte[40_000]);
        var filezilla = new FileZilla(place, true, RESUME);
        filezilla.open();

        filezilla.transferAll(REMOTE);

        Arrays.fill(content, 0, 40_000, (byte) 0);
        Await.until("the file is here", () -> Arrays.equals(content, Files.readAllBytes(place.local("a.bin"))));
    }

    @Test
    void resumesAnUpload() throws IOException {
        byte[] content = Sample.write(place.local("a.bin"), 100_000);
        Files.write(place.remote("a.bin"), new byte[40_000]);
        var filezilla = new FileZilla(place, true, RESUME);
        filezilla.open();

        filezilla.transferAll(LOCAL);

        Arrays.fill(content, 0, 40_000, (byte) 0);
        Await.until("the file is there", () -> Arrays.equals(content, Files.readAllBytes(place.remote("a.bin"))));
    }

    @Test
    void keepsModificationTimesBothWays() throws IOException {
        Sample.write(place.local("a.bin"), 100);
        Files.setLastModifiedTime(place.local("a.bin"), LONG_AGO);
        var filezilla = new FileZilla(place, true, OVERWRITE);
        filezilla.open();

        filezilla.transferAll(LOCAL);
        Await.until("there", () -> LONG_AGO.equals(Files.getLastModifiedTime(place.remote("a.bin"))));
        Files.delete(place.local("a.bin"));
        filezilla.transferAll(REMOTE);
        Await.until("here again", () -> LONG_AGO.equals(Files.getLastModifiedTime(place.local("a.bin"))));
    }
}
