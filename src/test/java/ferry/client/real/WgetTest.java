package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client wget. */
final class WgetTest {
    @RegisterExtension
    final RealClient wget = new RealClient(
            "wget", "--ftp-user=ferry", "--ftp-password=ferry", "--tries=1", "--timeout=20", "--server-response");

    @ParameterizedTest
    @CsvSource({"PASV, --passive-ftp", "PORT, --no-passive-ftp"})
    void downloads(String verb, String option) throws IOException {
        byte[] content = Sample.write(wget.remote("a folder/文件 ü.bin"), 100_000);

        wget.run(option, "--debug", "-O", "a.bin", wget.url("a folder/文件 ü.bin"))
                .ok()
                .says(verb);

        assertArrayEquals(content, Files.readAllBytes(wget.local("a.bin")));
    }

    @Test
    void resumes() throws IOException {
        byte[] content = Sample.write(wget.remote("a.bin"), 100_000);
        Files.write(wget.local("a.bin"), new byte[40_000]);

        wget.run("-c", wget.url("a.bin")).ok();

        Arrays.fill(content, 0, 40_000, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(wget.local("a.bin")));
    }

    @Test
    void downloadsATreeAndNothingAboveIt() throws IOException {
        Sample.plantTree(wget.remote("tree"));
        Sample.write(wget.remote("above.bin"), 100);

        wget.run("-r", "--level=inf", "--no-parent", "-nH", wget.url("tree/")).ok();

        assertEquals(files(Sample.tree(wget.remote(""))), files(Sample.tree(wget.local(""))));
    }

    /** Without folders, of which wget makes only those that it finds files in. */
    private static Map<String, String> files(Map<String, String> tree) {
        var files = new TreeMap<>(tree);
        files.values().removeIf("folder"::equals);
        files.remove("above.bin");
        return files;
    }

    @Test
    void downloadsFilesThatFitAPattern() throws IOException {
        Sample.write(wget.remote("a.txt"), 100);
        Sample.write(wget.remote("größe.txt"), 200);
        Sample.write(wget.remote("c.bin"), 300);

        wget.run(wget.url("*.txt")).ok();

        assertEquals(
                List.of("a.txt", "größe.txt"),
                List.copyOf(Sample.tree(wget.local("")).keySet()));
        assertArrayEquals(Sample.bytes(200), Files.readAllBytes(wget.local("größe.txt")));
    }

    @Test
    void keepsTheModificationTime() throws IOException {
        // It reads the listing, which tells the minute of what is less than half a year old.
        var time = FileTime.from(Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES));
        Sample.write(wget.remote("a.bin"), 100);
        Files.setLastModifiedTime(wget.remote("a.bin"), time);

        wget.run("-N", wget.url("a.bin")).ok();

        assertEquals(time, Files.getLastModifiedTime(wget.local("a.bin")));
    }

    @Test
    void downloadsOnlyWhatIsNewer() throws IOException {
        Sample.write(wget.remote("a.bin"), 100);

        wget.run("-N", wget.url("a.bin")).ok().says("RETR a.bin");
        var again = wget.run("-N", wget.url("a.bin")).ok();

        assertEquals(0, again.count("RETR a.bin"));
    }

    @Test
    void makesAPageOfAListing() throws IOException {
        Sample.write(wget.remote("a file.bin"), 12_345);
        Files.createDirectory(wget.remote("folder"));

        wget.run("-O", "index.html", wget.url("")).ok();

        var page = Files.readString(wget.local("index.html"));
        assertTrue(page.contains("/a%20file.bin\">a&#32;file.bin</a>  (12345 bytes)"), page);
        assertTrue(page.contains("/folder/\">folder/</a>"), page);
    }

    @Test
    void isToldThatAFileIsMissing() {
        wget.run(wget.url("missing")).exits(8);
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        wget.run("--ftp-password=wrong", wget.url("a.bin")).exits(6);
    }
}
