package ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code ferry bans}: who is banned, as the administrator sees and changes it. */
final class BanCommandsTest {
    @TempDir
    private Path folder;

    /** How a command ended, and what it printed. */
    private record Outcome(int exit, String out, String err) {}

    private Outcome bans(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of("bans"));
        all.addAll(List.of(words));
        all.addAll(2, List.of("--set", "ban.file=" + file(), "--set", "trusted-addresses=127.0.0.1"));
        int exit = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Outcome(exit, out.toString(), err.toString());
    }

    private Path file() {
        return folder.resolve("bans");
    }

    private void file(String text) throws IOException {
        Files.writeString(file(), text);
    }

    @Test
    void listsNobodyWhereThereIsNoFile() {
        assertEquals(new Outcome(0, "nobody is banned\n", ""), bans("list"));
    }

    @Test
    void listsThoseWhoAreBannedNow() throws IOException {
        file("""
                # a comment
                2001:db8::/64 2099-01-02T00:00:00Z 12 10 wrong logins as "root"
                192.0.2.1 2099-01-01T00:00:00Z 0 scans
                192.0.2.2 2001-01-01T00:00:00Z 1 long over
                """);

        String[] lines = bans("list").out().lines().toArray(String[]::new);

        assertEquals(3, lines.length);
        assertEquals("ADDRESS        UNTIL                 LEFT", lines[0].substring(0, 41));
        assertTrue(lines[0].endsWith("  NUMBER  REASON"), lines[0]);
        assertTrue(
                lines[1].matches("192\\.0\\.2\\.1      2099-01-01T00:00:00Z  [0-9]+d [0-9]+h +-       scans"),
                lines[1]);
        assertTrue(lines[2].matches("2001:db8::/64  2099-01-02.* 12      10 wrong logins as \"root\""), lines[2]);
    }

    @Test
    void tellsWhatIsWrongInTheFileAndListsTheRest() throws IOException {
        file("192.0.2.1 tomorrow 1 why\n192.0.2.2 2099-01-01T00:00:00Z 1 why\n");

        var outcome = bans("list");

        assertEquals(0, outcome.exit());
        assertEquals(file() + ":1: a time like 2026-05-01T12:00:00Z is needed, not \"tomorrow\"\n", outcome.err());
        assertTrue(outcome.out().contains("192.0.2.2"));
    }

    @Test
    void liftsTheBanOfAnAddressAndKeepsAllElse() throws IOException {
        file("# mine\n192.0.2.1 2099-01-01T00:00:00Z 1 a\nwrong\n192.0.2.2 2099-01-01T00:00:00Z 1 b\n");

        assertEquals(new Outcome(0, "lifted 192.0.2.1\n", ""), bans("lift", "192.0.2.1"));

        assertEquals("# mine\nwrong\n192.0.2.2 2099-01-01T00:00:00Z 1 b\n", Files.readString(file()));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::/64, 2001:db8::5",
        "2001:db8::/64, 2001:db8::/48",
        "192.0.2.0/24, 192.0.2.9",
        "192.0.2.9, ::ffff:192.0.2.9"
    })
    void liftsTheBanThatTheAddressIsUnder(String banned, String lifted) throws IOException {
        file(banned + " 2099-01-01T00:00:00Z 1 why\n");

        assertEquals(new Outcome(0, "lifted " + banned + "\n", ""), bans("lift", lifted));
    }

    @Test
    void liftsAllBans() throws IOException {
        file("192.0.2.1 2099-01-01T00:00:00Z 1 a\n192.0.2.2 2099-01-01T00:00:00Z 1 b\n");

        assertEquals(new Outcome(0, "lifted 192.0.2.1\nlifted 192.0.2.2\n", ""), bans("lift", "--all"));

        assertEquals("nobody is banned\n", bans("list").out());
    }

    @Test
    void saysWhoIsNotBanned() {
        assertEquals(new Outcome(1, "", "ferry: 192.0.2.1 is not banned\n"), bans("lift", "192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({"lift, nobody", "lift, 192.0.2.0/33", "add, 192.0.2"})
    void wantsAnAddress(String command, String word) {
        assertEquals(
                new Outcome(
                        1, "", "ferry: an address or a network like 192.0.2.0/24 is needed, not \"" + word + "\"\n"),
                bans(command, word));
    }

    @Test
    void wantsToKnowWhomToLift() {
        assertEquals(2, bans("lift").exit());
        assertEquals(2, bans("lift", "--all", "192.0.2.1").exit());
    }

    @Test
    void addsABanWithAnEndAndAReason() throws IOException {
        var outcome = bans("add", "192.0.2.77/24", "--for", "2h", "--reason", "scans");

        assertTrue(outcome.out().matches("banned 192\\.0\\.2\\.0/24 until 20[-0-9T:]+Z\n"), outcome.out());
        assertTrue(Files.readAllLines(file()).getLast().matches("192\\.0\\.2\\.0/24 20[-0-9T:]+Z 0 scans"));
        assertTrue(bans("list").out().contains("1h 59m"));
    }

    @Test
    void warnsOfABanThatDoesNothing() {
        assertEquals(
                "ferry: 127.0.0.1 is in trusted-addresses, and is served all the same\n",
                bans("add", "127.0.0.1").err());
    }

    @Test
    void refusesATimeThatIsNone() {
        assertEquals(
                new Outcome(1, "", "ferry: --for: a time such as 300ms, 60s, 5m or 1h is needed, not \"long\"\n"),
                bans("add", "192.0.2.1", "--for", "long"));
    }

    @Test
    void needsAFile() {
        assertEquals(
                "ferry: ban.file is empty: the bans are in the memory of the daemon alone\n",
                bans("list", "--set", "ban.file=").err());
    }

    @Test
    void isSeenByARunningDaemon() {
        try (var server = FerryServer.start("trusted-addresses=", "ban.failures=1", "ban.file=" + file())) {
            try (var client = Dialogue.from("127.0.0.2", server)) {
                client.say("USER ferry").expect("331");
                client.say("PASS wrong").expect("421");
            }
            Eventually.holds("the ban in the list", () -> bans("list").out().contains("127.0.0.2"));

            assertEquals(0, bans("lift", "127.0.0.2").exit());
            assertEquals(0, bans("add", "127.0.0.3").exit());

            Eventually.holds("the lifting", () -> greeting("127.0.0.2", server).startsWith("220"));
            Eventually.holds("the ban", () -> greeting("127.0.0.3", server).startsWith("421"));
        }
    }

    private static String greeting(String address, FerryServer server) {
        try (var client = Dialogue.silent(address, server.ftp())) {
            return client.read();
        }
    }
}
