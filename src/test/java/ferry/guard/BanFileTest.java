package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.properties.Fault;
import ferry.protocol.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BanFileTest {
    private static final Ban BAN = ban("192.0.2.1", "10 wrong logins as \"root\"");

    @TempDir
    private Path folder;

    private Path path;
    private BanFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("conf").resolve("bans");
        file = new BanFile(path);
    }

    private static Ban ban(String network, String reason) {
        return new Ban(Network.parse(network).orElseThrow(), Instant.parse("2026-05-01T12:00:00Z"), 2, reason);
    }

    private static List<Ban> with(List<Ban> bans, Ban other) {
        return Stream.concat(bans.stream(), Stream.of(other)).toList();
    }

    @Test
    void isEmptyWhereThereIsNone() throws IOException {
        assertEquals(new BanFile.Content(List.of(), List.of(), List.of()), file.read());
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        var network = ban("2001:db8::/64", "");

        file.edit(bans -> with(with(bans, BAN), network));

        assertEquals(List.of(BAN, network), file.read().bans());
        assertEquals(List.of(), file.read().faults());
        assertTrue(Files.readString(path).startsWith("# The bans of Ferry"));
    }

    @Test
    void isNotWrittenWithoutAChange() throws IOException {
        file.edit(bans -> bans);

        assertTrue(Files.notExists(path));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isNotReadWhereItIsADevice() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.createSymbolicLink(path, Path.of("/dev/null"));

        assertThrows(IOException.class, file::read);
    }

    @Test
    void keepsLinesThatItDoesNotUnderstand() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(path, "# mine\n\n10.0.0.1\n192.0.2.1 2026-05-01T12:00:00Z 2 old\n");

        var content = file.edit(_ -> List.of(BAN));

        assertEquals("# mine\n\n10.0.0.1\n" + BanLine.of(BAN) + "\n", Files.readString(path));
        assertEquals(
                List.of(new Fault(path.toString(), 3, "", "an address, a time, a number and a reason are needed")),
                content.faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.300 2026-05-01T12:00:00Z 1 why   | an address or a network like 192.0.2.0/24 is needed, not "192.0.2.300"
            192.0.2.1 2026-05-01 1 why               | a time like 2026-05-01T12:00:00Z is needed, not "2026-05-01"
            192.0.2.1 2026-05-01T12:00:00Z -1 why    | a number of bans from 0 is needed, not "-1"
            192.0.2.1 2026-05-01T12:00:00Z often why | a number of bans from 0 is needed, not "often"
            """)
    void saysWhatIsWrong(String line, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> BanLine.parse(line));

        assertEquals(message, e.getMessage());
    }

    @Test
    void writesNoControlCharacters() {
        String line = BanLine.of(ban("192.0.2.1", "a\r\n10.0.0.1 x"));

        assertEquals("192.0.2.1 2026-05-01T12:00:00Z 2 a\\u000d\\u000a10.0.0.1 x", line);
    }

    @Test
    void losesNoBanOfSeveralWhoWriteAtOnce() throws Exception {
        var done = new ArrayList<java.util.concurrent.Future<?>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                var ban = ban("10.0.0." + i, "why");
                done.add(threads.submit(() -> new BanFile(path).edit(bans -> with(bans, ban))));
            }
            for (var each : done) {
                each.get();
            }
        }

        assertEquals(40, file.read().bans().size());
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.write(path, new byte[17 * 1024 * 1024]);

        assertThrows(IOException.class, file::read);
    }
}
