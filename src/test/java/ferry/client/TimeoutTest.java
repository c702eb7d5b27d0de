package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Every wait has an end. */
final class TimeoutTest {
    @Test
    void endsASessionThatIsSilent() {
        try (var server = FerryServer.start("idle-timeout=200ms");
                var client = Dialogue.loggedIn(server)) {
            client.expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void endsASessionThatDripsAnEndlessLine() throws IOException {
        try (var server = FerryServer.start("idle-timeout=500ms");
                var client = Dialogue.loggedIn(server)) {
            var replies = client.socket().getInputStream();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);

            while (replies.available() == 0 && System.nanoTime() < end) {
                client.send(new byte[] {'x'});
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }

            client.expect("421");
        }
    }

    @Test
    void takesTheUsersOwnIdleTime() {
        var user = FerryServer.user("patient", "writepermission=true", "idletime=0");
        try (var server = FerryServer.start(user, "idle-timeout=100ms");
                var client = new Dialogue(server).login("patient");
                var other = Dialogue.loggedIn(server)) {
            other.expect("421");

            client.say("NOOP").expect("200");
        }
    }

    @Test
    void doesNotCountARunningTransferAsSilence() throws IOException {
        try (var server = FerryServer.start("idle-timeout=200ms");
                var client = Dialogue.image(server);
                var other = new Dialogue(server);
                var data = client.passive()) {
            client.say("STOR slow").expect("150");
            data.getOutputStream().write(1);
            other.login().expect("421"); // by then the first session has been silent for longer

            data.getOutputStream().write(2);
            data.shutdownOutput();

            client.expect("226");
            assertEquals(2, Files.size(server.home().resolve("slow")));
        }
    }

    @Test
    void endsALoginThatDoesNotCome() {
        try (var server = FerryServer.start("login-timeout=200ms");
                var client = new Dialogue(server)) {
            client.expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void cutsAnUploadThatStandsStill() throws IOException {
        try (var server = FerryServer.start("stall-timeout=300ms");
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR slow").expect("150");
            data.getOutputStream().write(new byte[10]);

            client.expect("426");

            assertFalse(Files.exists(server.home().resolve("slow")));
            client.say("SIZE slow").expect("213 10");
        }
    }

    @Test
    void cutsADownloadThatStandsStill() throws IOException {
        try (var server = FerryServer.start("stall-timeout=300ms");
                var client = Dialogue.image(server)) {
            Files.write(server.home().resolve("large"), new byte[32 * 1024 * 1024]);
            try (var data = client.passive()) {
                client.say("RETR large").expect("150");

                client.expect("426");

                assertTrue(data.getInputStream().readAllBytes().length < 32 * 1024 * 1024);
            } catch (IOException e) {
                client.say("NOOP").expect("200"); // a reset is as good an end as any
            }
        }
    }

    @Test
    void givesUpWaitingForADataConnection() {
        try (var server = FerryServer.start("data-timeout=200ms");
                var client = Dialogue.image(server)) {
            server.file("a", "content");
            client.passivePort();
            client.say("RETR a").expect("150");

            client.expect("425");

            assertEquals("content", client.receiveText("RETR a"));
        }
    }

    @Test
    void cutsAClientThatReadsNoReplies() {
        try (var server = FerryServer.start("stall-timeout=300ms");
                var client = Dialogue.loggedIn(server)) {
            var flood = "HELP\r\n".repeat(2000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send(flood);
                    }
                } catch (RuntimeException e) {
                    // cut, as it should be
                }
            });

            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);

            client.hangUp();
            assertTrue(join(sender));
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(java.time.Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
