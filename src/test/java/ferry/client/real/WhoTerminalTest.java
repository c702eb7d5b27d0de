package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.FerryServer;
import ferry.client.Installed;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ferry who} in a real terminal, with a transfer that takes its time. */
@Timeout(240)
final class WhoTerminalTest {
    private final FerryServer server = FerryServer.start(
            FerryServer.user("anna", "writepermission=true"),
            "control.socket=run/ferry.sock",
            "download-rate=20000",
            "idle-timeout=10m");

    @TempDir
    private Path folder;

    @BeforeEach
    void require() {
        Installed.require("tmux");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** In a shell that tells how it ended, and how the terminal is then. */
    private Tmux who(int columns, int rows, String... before) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = String.join(" ", before) + " " + java
                + " --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                + System.getProperty("java.class.path") + "' ferry.Main who --set control.socket="
                + server.folder().resolve("run/ferry.sock");
        return Tmux.run(
                folder,
                columns,
                rows,
                "echo before; " + command
                        + "; echo \"exit $?\"; stty -a | grep -oE -- '-?(icanon|isig|echo) ' | tr -d '\\n'; sleep 300");
    }

    private Socket slowDownload(Dialogue client) throws IOException {
        server.file("\u6587\u4ef6.iso", "x".repeat(4_000_000));
        var data = client.passive();
        client.say("RETR \u6587\u4ef6.iso").expect("150");
        return data;
    }

    private static void assertRestored(Tmux terminal) {
        String shown = terminal.await("exit [0-9]+\n.*icanon.*echo");
        assertTrue(shown.startsWith("before\n"), shown);
        assertTrue(shown.contains("isig icanon echo"), shown);
        assertFalse(shown.contains("PROGRESS"), shown);
    }

    @Test
    void showsSortsKicksAndLeavesTheTerminalAsItWas() throws IOException {
        try (var anna = Dialogue.from("127.0.0.2", server).login("anna");
                var ferry = Dialogue.image(server);
                var data = slowDownload(ferry);
                var terminal = who(130, 12)) {
            anna.say("CLNT a camera").expect("200");

            String shown = terminal.await("[1-9][0-9]*% ");
            assertTrue(shown.contains("2 sessions, 1 transfer"), shown);
            List<String> lines = shown.lines().toList();
            assertTrue(
                    lines.get(1).matches("ID▲ +USER +ADDRESS +PROTOCOL +COMMAND +PROGRESS +RATE +FOR +PROGRAM +FILE.*"),
                    shown);
            assertTrue(lines.get(2).matches("\\w+ +anna +127\\.0\\.0\\.2 +ftp +idle .*a camera.*"), shown);
            assertTrue(
                    lines.get(3)
                            .matches(
                                    "\\w+ +ferry +127\\.0\\.0\\.1 +ftp +RETR +[█░]{12} [0-9]+% +[0-9.]+ KiB/s +[0-9]+s +- +/\u6587\u4ef6\\.iso.*"),
                    shown);
            assertTrue(terminal.coloured().contains("\033[36m"), shown);

            terminal.press("Right").await("USER▲");
            terminal.press("r").await("USER▼.*\n\\w+ +ferry .*\n\\w+ +anna ");

            terminal.resize(40, 6);
            String small = terminal.await("USER▼.*\n.*ferry .*\n.*anna .*\n");
            assertFalse(small.contains("PROGRAM"), small);
            terminal.resize(130, 12).await("PROGRAM");

            terminal.press("Down", "k").await("Kick session \\w+ of anna at 127\\.0\\.0\\.2\\? y/n");
            terminal.press("n").await("sort");
            anna.say("NOOP").expect("200");
            terminal.press("k").await("Kick session");
            terminal.press("y").await("kicked \\w+ .*sort");
            anna.expect("421 Ended by the administrator");

            terminal.press("q").await("exit 0");
            assertRestored(terminal);
            assertEquals("x".charAt(0), data.getInputStream().read());
        }
    }

    @Test
    void leavesTheTerminalAsItWasWhenItIsEndedFromOutside() {
        try (var terminal = who(100, 40)) {
            terminal.await("PROGRESS");

            terminal.shell().children().forEach(ProcessHandle::destroy);

            terminal.await("exit 143");
            assertRestored(terminal);
        }
    }

    @Test
    void endsByControlC() {
        try (var terminal = who(100, 40)) {
            terminal.await("PROGRESS");

            terminal.press("C-c").await("exit 0");
            assertRestored(terminal);
        }
    }

    @Test
    void saysThatTheDaemonHasEnded() {
        try (var terminal = who(160, 40, "NO_COLOR=1")) {
            terminal.await("PROGRESS");
            assertFalse(terminal.coloured().contains("\033[9"));

            server.daemon().close();

            terminal.await("the daemon at .* does not answer.*exit 1");
            assertRestored(terminal);
        }
    }
}
