package ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import ferry.client.Dialogue;
import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that speak with a running daemon, as the administrator types them. */
final class ControlCommandsTest {
    private final FerryServer server =
            FerryServer.start("control.socket=run/ferry.sock", "trusted-addresses=127.0.0.1");

    @AfterEach
    void stop() {
        server.close();
    }

    /** How a command ended, and what it printed. */
    private record Outcome(int exit, String out, String err) {}

    private Outcome run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--set", "control.socket=" + server.folder().resolve("run/ferry.sock")));
        return execute(all);
    }

    private static Outcome execute(List<String> words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new Outcome(exit, out.toString(), err.toString());
    }

    // ---- status

    @Test
    void tellsThatTheDaemonServes() {
        var outcome = run("status");

        assertEquals(0, outcome.exit());
        assertTrue(
                outcome.out()
                        .matches("serving ftp=127\\.0\\.0\\.1:" + server.port()
                                + " legacy=\\S+ sessions=0 up=[0-9]+s pid=[0-9]+ version=\\S+\n"),
                outcome.out());
    }

    @Test
    void tellsTheSameToAProgram() {
        var status = JsonParser.parseString(run("status", "--json").out()).getAsJsonObject();

        assertEquals("serving", status.get("state").getAsString());
        assertEquals(0, status.get("sessions").getAsInt());
    }

    @Test
    void saysWhereNoDaemonAnswers() {
        server.daemon().close();

        var outcome = run("status");

        assertEquals(1, outcome.exit());
        assertEquals("", outcome.out());
    }

    // ---- who

    @Test
    void tellsThatNobodyIsHere() {
        assertEquals(new Outcome(0, "no sessions\n", ""), run("who", "--once"));
    }

    @Test
    void showsATableOfTheSessions() throws IOException {
        try (var idle = Dialogue.from("127.0.0.2", server).login();
                var nobody = new Dialogue(server);
                var busy = Dialogue.image(server);
                var data = busy.passive()) {
            idle.say("CLNT a \u009b31mcamera").expect("200");
            nobody.say("NOOP").expect("200");
            busy.say("STOR \u6587\u4ef6.bin").expect("150");
            data.getOutputStream().write(new byte[2048]);
            busy.awaitMoved(2048);

            String[] lines = run("who").out().lines().toArray(String[]::new);

            assertEquals(5, lines.length);
            assertTrue(
                    lines[0].matches("ID +USER +ADDRESS +PROTOCOL +COMMAND +MOVED +RATE +FOR +PROGRAM +FILE"),
                    lines[0]);
            assertTrue(
                    lines[1].matches("\\w+ +ferry +127\\.0\\.0\\.2 +ftp +idle +- +- +[0-9]+s +a \\\\u009b31mcamera +-"),
                    lines[1]);
            assertTrue(lines[2].matches("\\w+ +- +127\\.0\\.0\\.1 +ftp +idle .*"), lines[2]);
            assertTrue(
                    lines[3].matches(
                            "\\w+ +ferry +127\\.0\\.0\\.1 +ftp +STOR +2\\.0 KiB +[0-9.]+ .?i?B/s +[0-9]+s +- +/\u6587\u4ef6\\.bin"),
                    lines[3]);
            assertEquals("3 sessions", lines[4]);
        }
    }

    @Test
    void tellsTheSessionsToAProgram() {
        try (var _ = Dialogue.loggedIn(server)) {
            var who = JsonParser.parseString(run("who", "--json").out()).getAsJsonObject();
            var session = who.get("sessions").getAsJsonArray().get(0).getAsJsonObject();

            assertEquals(1, who.get("version").getAsInt());
            assertEquals("ferry", session.get("user").getAsString());
            assertEquals(-1, session.get("total").getAsLong());
        }
    }

    // ---- kick

    private String id(String address) {
        return run("who")
                .out()
                .lines()
                .filter(line -> line.contains(" " + address + " "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endsASessionAndTellsItsClientWhy() {
        try (var victim = Dialogue.from("127.0.0.2", server).login();
                var other = Dialogue.loggedIn(server)) {
            String id = id("127.0.0.2");

            assertEquals(
                    new Outcome(0, "kicked session " + id + "\n", ""), run("kick", id, "--reason", "Back at noon"));

            victim.expect("421 Back at noon");
            assertTrue(victim.closed());
            other.say("NOOP").expect("200");
            assertEquals(new Outcome(1, "", "ferry: there is no session " + id + "\n"), run("kick", id));
        }
    }

    @Test
    void cutsTheTransferOfASessionThatIsKicked() throws IOException {
        try (var log = new LogLines("ferry.command.Failures");
                var victim = Dialogue.image(server);
                var data = victim.passive()) {
            victim.say("STOR a.bin").expect("150");
            data.getOutputStream().write(new byte[100]);
            victim.awaitMoved(100);

            assertEquals(0, run("kick", "--user", "ferry").exit());

            victim.expect("426");
            victim.expect("421 Ended by the administrator");
            log.await("STOR a.bin ended early: kicked by the administrator");
            assertTrue(victim.closed());
            assertEquals(-1, data.getInputStream().read());
        }
    }

    @Test
    void cutsADownloadWhoseClientReadsNothing() throws IOException {
        server.file("big.bin", "x".repeat(20_000_000));
        try (var victim = Dialogue.image(server);
                var _ = victim.passive()) {
            victim.say("RETR big.bin").expect("150");

            assertEquals(0, run("kick", "--user", "ferry").exit());

            victim.expect("426");
            victim.expect("421");
        }
    }

    @Test
    void endsTheSessionsOfANetwork() {
        try (var one = Dialogue.from("127.0.0.2", server);
                var two = Dialogue.from("127.0.0.3", server).login();
                var other = Dialogue.loggedIn(server)) {
            assertTrue(run("kick", "--address", "127.0.0.2/31").out().startsWith("kicked 2 sessions: "));

            one.expect("421");
            two.expect("421");
            other.say("NOOP").expect("200");
        }
    }

    @Test
    void saysWhomItCannotKick() {
        assertEquals(
                "ferry: nobody is here of anna\n", run("kick", "--user", "anna").err());
        assertEquals(
                "ferry: an address or a network like 192.0.2.0/24 is needed, not \"here\"\n",
                run("kick", "--address", "here").err());
        assertEquals(2, run("kick").exit());
        assertEquals(2, run("kick", "1", "--user", "anna").exit());
    }

    // ---- bans

    @Test
    void bansAtOnceAndEndsTheSessionsOfTheAddress() {
        try (var victim = Dialogue.from("127.0.0.2", server).login();
                var other = Dialogue.loggedIn(server)) {
            var outcome = run("ban", "127.0.0.2", "--for", "1h", "--reason", "scans");

            assertTrue(outcome.out().matches("banned 127\\.0\\.0\\.2 until \\S+Z\nended 1 session\n"), outcome.out());
            victim.expect("421 Your address is banned");
            other.say("NOOP").expect("200");
            try (var again = Dialogue.silent("127.0.0.2", server.ftp())) {
                again.expect("421");
            }
            assertTrue(
                    run("stats").out().contains("bans           1\n"),
                    run("stats").out());
        }
    }

    @Test
    void letsSessionsOfABannedAddressGoOnWhereThatIsWanted() {
        try (var client = Dialogue.from("127.0.0.2", server).login()) {
            assertEquals(0, run("ban", "127.0.0.2", "--keep-sessions").exit());

            client.say("NOOP").expect("200");
        }
    }

    @Test
    void liftsBansAtOnce() {
        run("ban", "127.0.0.2");
        run("ban", "127.0.0.16/28");

        assertEquals(new Outcome(0, "lifted 127.0.0.2\n", ""), run("lift", "127.0.0.2"));
        try (var client = Dialogue.from("127.0.0.2", server)) {
            client.say("NOOP").expect("200");
        }
        assertEquals(new Outcome(1, "", "ferry: 127.0.0.2 is not banned\n"), run("lift", "127.0.0.2"));
        assertEquals(new Outcome(0, "lifted 127.0.0.16/28\n", ""), run("lift", "--all"));
        assertEquals(2, run("lift").exit());
    }

    @Test
    void keepsBansInTheirFile() throws IOException {
        run("ban", "127.0.0.2", "--reason", "scans");
        var file = server.folder().resolve("conf/bans");

        assertTrue(Files.readString(file).matches("(?s).*\n127\\.0\\.0\\.2 \\S+ 0 scans\n"));

        run("lift", "--all");
        assertTrue(Files.readString(file).lines().allMatch(line -> line.startsWith("#")));
    }

    @Test
    void saysThatATrustedAddressIsServedAllTheSame() {
        try (var client = Dialogue.loggedIn(server)) {
            assertEquals(
                    "ferry: 127.0.0.1 is in trusted-addresses, and is served all the same\n",
                    run("ban", "127.0.0.1").err());
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void bansForATimeOnly() {
        assertEquals(2, run("ban", "192.0.2.1", "--for", "ever").exit());
        assertEquals(1, run("ban", "somewhere").exit());
    }

    // ---- stats

    @Test
    void countsLoginsAndTransfers() throws IOException {
        server.file("a.txt", "x".repeat(5000));
        try (var client = Dialogue.image(server)) {
            client.receive("RETR a.txt");
            client.transmit("STOR b.txt", "hello").expect("226");
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("530");

            var stats = JsonParser.parseString(run("stats", "--json").out()).getAsJsonObject();

            assertEquals("{\"ok\":1,\"failed\":1}", stats.get("logins").toString());
            assertEquals(1, stats.get("sessions").getAsJsonObject().get("all").getAsInt());
            var transfers = stats.get("transfers").toString();
            assertTrue(
                    transfers.contains(
                            "{\"protocol\":\"ftp\",\"direction\":\"upload\",\"complete\":1,\"failed\":0,\"bytes\":5}"),
                    transfers);
            assertTrue(transfers.contains("\"download\",\"complete\":1,\"failed\":0,\"bytes\":5000}"), transfers);
            assertTrue(stats.get("files").getAsJsonObject().get("open").getAsLong() > 0);
            assertEquals(
                    1000,
                    stats.get("passive-ports")
                            .getAsJsonArray()
                            .get(0)
                            .getAsJsonObject()
                            .get("most")
                            .getAsInt());
        }
    }

    @Test
    void tellsTheNumbersToPeople() {
        try (var client = Dialogue.loggedIn(server)) {
            client.passivePort();

            var lines = run("stats").out();

            assertTrue(
                    lines.contains("sessions       1 all, 1 ftp, 0 ftps, 0 legacy, 0 tls, 1 logged-in, 0 moving\n"),
                    lines);
            assertTrue(lines.contains("passive ports  1 in use, 1 open of 1000 at 127.0.0.1\n"), lines);
        }
    }

    // ---- reload

    @Test
    void reloads() throws IOException {
        assertEquals(new Outcome(0, "reloaded; nothing has changed\n", ""), run("reload"));

        Files.writeString(server.users(), "ftpserver.user.anna.userpassword=\n");
        var outcome = run("reload");

        assertEquals(2, outcome.exit());
        assertTrue(outcome.err().contains("users.properties:1: "), outcome.err());
        assertTrue(outcome.err().endsWith("ferry: not reloaded; all stays as it was\n"), outcome.err());
        var last = JsonParser.parseString(run("stats", "--json").out())
                .getAsJsonObject()
                .getAsJsonObject("reload");
        assertFalse(last.get("ok").getAsBoolean(), last::toString);
        assertTrue(last.get("outcome").getAsString().contains("users.properties:1: "), last::toString);
    }

    // ---- drain

    @Test
    void endsTheDaemonAndWaitsForItsEnd() {
        try (var client = Dialogue.loggedIn(server)) {
            var outcome = run("drain", "--wait");

            assertEquals(0, outcome.exit());
            assertTrue(outcome.out().matches("(?s)draining, (0 sessions|1 session) left\n.*ended\n"), outcome.out());
            client.expect("421 The server is stopping");
            assertEquals(1, run("status").exit());
        }
    }

    // ---- which daemon

    @Test
    void needsASocket() {
        assertEquals(
                1, execute(List.of("who", "--once", "--set", "control.socket=")).exit());
    }

    @Test
    void asksADaemonWhoseConfigurationHasBecomeWrong() {
        assertEquals(0, run("status", "--set", "idle-timeout=soon").exit());
        assertEquals(
                2,
                execute(List.of("status", "--set", "control.socket=" + "x".repeat(200)))
                        .exit());
    }
}
