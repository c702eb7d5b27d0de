package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that die in the middle: their system closes both connections in good order, the control connection first. */
@Timeout(120)
final class VanishedClientTest {
    @Test
    void publishesNothingOfThem() throws IOException {
        try (var server = FerryServer.start()) {
            for (int size : List.of(1, 1000, 30_000, 300_000)) {
                for (int i = 0; i < 15; i++) {
                    vanish(server, "half" + size + "-" + i, new byte[size]);
                }
            }

            Eventually.holds("all sessions to end", () -> server.daemon().connections() == 0);
            assertEquals(
                    List.of(),
                    server.names().stream()
                            .filter(name -> !name.startsWith(".ferry-part-"))
                            .toList());
        }
    }

    private static void vanish(FerryServer server, String name, byte[] part) throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR " + name).expect("150");
            data.getOutputStream().write(part);
            client.hangUp();
        }
    }

    /** A command behind which the connection may change must not keep the daemon from seeing its end. */
    @ParameterizedTest
    @ValueSource(strings = {"REIN", "AUTH TLS", "CCC"})
    void publishesNothingOfThemBehindACommandThatWaits(String command) throws IOException {
        try (var server = FerryServer.start("tls.enabled=true")) {
            try (var client = Dialogue.image(server);
                    var data = client.passive()) {
                client.say("STOR half").expect("150");
                data.getOutputStream().write(new byte[1000]);
                client.awaitMoved(1000);
                client.say(command).hangUp();

                Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
            }
            assertFalse(Files.exists(server.home().resolve("half")));
        }
    }

    @Test
    void endsATransferWhenMoreComesBehindAuth() throws IOException {
        try (var server = FerryServer.start("tls.enabled=true");
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR half").expect("150");
            data.getOutputStream().write(new byte[1000]);
            client.awaitMoved(1000);
            client.send("AUTH TLS\r\nNOOP\r\n".getBytes(StandardCharsets.US_ASCII));

            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
            assertFalse(Files.exists(server.home().resolve("half")));
        }
    }

    @Test
    void readsOnHoweverManyCommandsWait() throws IOException {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR flood").expect("150");
            data.getOutputStream().write(new byte[1000]);
            client.send("NOOP x\r\n".repeat(5000).getBytes(StandardCharsets.US_ASCII));

            client.expect("421");

            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
            assertFalse(Files.exists(server.home().resolve("flood")));
        }
    }

    @Test
    void boundsTheTextThatWaits() throws IOException {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR flood").expect("150");
            client.send(("CWD " + "x".repeat(8000) + "\r\n").repeat(9).getBytes(StandardCharsets.US_ASCII));

            client.expect("421");

            assertEquals(-1, data.getInputStream().read());
        }
    }

    @Test
    void losesNoStoreThatMeetsAnAppend() throws Exception {
        try (var server = FerryServer.start();
                var one = Dialogue.image(server);
                var other = Dialogue.image(server)) {
            for (int i = 0; i < 30; i++) {
                server.file("log", "old");
                var append = new FutureTask<>(() -> outcome(other, "APPE log", "y"));
                Thread.ofVirtual().start(append);
                String stored = outcome(one, "STOR log", "X");
                String appended = append.get(20, TimeUnit.SECONDS);

                assertTrue(stored.startsWith("226"), stored);
                String content = server.content("log");
                boolean both = appended.startsWith("226") && content.equals("Xy");
                assertTrue(both || content.equals("X"), content + ", " + appended);
            }
        }
    }

    /** The reply to an upload, which may also come before any byte. */
    private static String outcome(Dialogue client, String command, String content) {
        try (var data = client.passive()) {
            String first = client.say(command).read();
            if (!first.startsWith("150")) {
                return first;
            }
            data.getOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return client.read();
    }

    @Test
    void letsOthersInWhileOneAddressGuesses() throws Exception {
        try (var server = FerryServer.start("ftp.listen=*:0", "max-login-failures=100")) {
            var guessing = new ArrayList<Dialogue>();
            for (int i = 0; i < 50; i++) {
                guessing.add(Dialogue.from("127.0.0.2", server));
            }
            guessing.forEach(client -> client.say("USER nobody").expect("331"));
            guessing.forEach(client -> client.say("PASS guess"));

            try (var client = Dialogue.from(InetAddress.getLoopbackAddress().getHostAddress(), server)) {
                client.login();
                assertTrue(guessing.stream().anyMatch(VanishedClientTest::waits), "some must wait still");
            } finally {
                guessing.forEach(Dialogue::close);
            }
        }
    }

    private static boolean waits(Dialogue client) {
        try {
            return client.socket().getInputStream().available() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
