package ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import ferry.client.Dialogue;
import ferry.client.FerryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that speak with a running daemon, as the administrator types them. */
final class ControlCommandsTest {
    private final FerryServer server = FerryServer.start("control.socket=run/ferry.sock");

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
