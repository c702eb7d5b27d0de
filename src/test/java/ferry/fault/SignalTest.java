package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.protocol.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signals of the system do to a daemon, in a process of its own. */
final class SignalTest {
    @TempDir
    private Path folder;

    @Test
    void reloadsAtHangup() throws Exception {
        try (var daemon = Daemon.in(folder)
                        .hearingHangup()
                        .configuration("welcome = Before\n")
                        .start();
                var client = daemon.client()) {
            daemon.configuration("welcome = After\n");

            daemon.signal("HUP");

            daemon.awaitLog("reloaded: welcome: After (was Before)");
            assertGreeting(daemon, "220 After");
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void livesOnWithAFaultyFile() throws Exception {
        try (var daemon = Daemon.in(folder)
                .hearingHangup()
                .configuration("welcome = Before\n")
                .start()) {
            daemon.configuration("welcome = After\nidle-timeout = never\n");

            daemon.signal("HUP");

            daemon.awaitLog("ferry.properties:2: idle-timeout: ");
            daemon.awaitLog("not reloaded");
            assertGreeting(daemon, "220 Before");
        }
    }

    @Test
    void takesAnotherLogLevelAndKeepsTheOldOneOfAFaultyFile() throws Exception {
        var daemon = Daemon.in(folder).hearingHangup().configuration("");
        var log = daemon.folder().resolve("conf/log4j2.xml");
        var shipped = Files.readString(Path.of("conf/log4j2.xml"));
        Files.writeString(log, shipped);
        try (daemon) {
            daemon.start();
            Files.writeString(log, shipped.replace("<Root level=\"${level}\">", "<Root level=\"debug\">"));

            daemon.signal("HUP");

            daemon.awaitLog("reloaded: log4j2.xml: read again");
            daemon.client().close();
            daemon.awaitLog("DEBUG");

            Files.writeString(log, shipped.replace("</Loggers>", ""));
            daemon.signal("HUP");
            daemon.awaitLog("log4j2.xml:");
            daemon.awaitLog("not reloaded");
            Files.writeString(log, shipped.replace("<AppenderRef ref=\"${sys:ferry.log.appender:-stderr}\"/>", ""));
            daemon.signal("HUP");
            daemon.awaitLog("log4j2.xml: its root logger has no appender");
        }
    }

    @Test
    void endsInOrderAtTerm() throws Exception {
        try (var daemon = Daemon.in(folder).hearingHangup().start();
                var client = daemon.client()) {
            daemon.signal("TERM");

            client.expect("421");
            assertTrue(daemon.process().waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, daemon.process().exitValue());
        }
    }

    @Test
    void countsDownAndEndsTheWaitAtTheSecondSignal() throws Exception {
        try (var daemon = Daemon.in(folder)
                        .hearingHangup()
                        .set("shutdown-grace=10m")
                        .start();
                var client = daemon.client();
                var data = client.passive()) {
            daemon.awaitLog("Ferry " + Product.VERSION + " serves ftp=127.0.0.1:");
            client.say("STOR slow").expect("150");
            data.getOutputStream().write(1);

            daemon.signal("TERM");

            daemon.awaitLog("1 session is still at work, 600 s left: ferry from 127.0.0.1, STOR /slow: 1 bytes");
            daemon.signal("TERM");
            daemon.awaitLog("1 connection is cut after ");
            client.expect("426");
            client.expect("421");
            daemon.awaitLog("STOR slow ended early: the daemon stopped");
            daemon.awaitLog("stopped\n");
            assertTrue(daemon.process().waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, daemon.process().exitValue());
        }
    }

    @Test
    void seesThatAFileHasChanged() throws Exception {
        try (var daemon = Daemon.in(folder)
                .hearingHangup()
                .configuration("reload.watch = true\nwelcome = Before\n")
                .start()) {
            daemon.configuration("reload.watch = true\nwelcome = After\n");

            daemon.awaitLog("reloaded: welcome: After (was Before)");
            assertGreeting(daemon, "220 After");
        }
    }

    private static void assertGreeting(Daemon daemon, String greeting) throws IOException {
        try (var client = new Dialogue(daemon.ftp())) {
            client.expect(greeting);
        }
    }
}
