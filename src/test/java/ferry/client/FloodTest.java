package ferry.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More of one thing than anybody needs. */
@Timeout(120)
final class FloodTest {
    @Test
    void ofCommandsIsAnsweredToTheLast() throws Exception {
        int many = 100_000;
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            var sender = Thread.ofVirtual()
                    .start(() -> client.send("NOOP\r\n".repeat(many).getBytes(US_ASCII)));

            var replies =
                    new BufferedReader(new InputStreamReader(client.socket().getInputStream(), US_ASCII));
            for (int i = 0; i < many; i++) {
                assertEquals("200 ", replies.readLine().substring(0, 4));
            }
            sender.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "FEAT", "USER x", "X", "LIST"})
    void ofCommandsWhoseRepliesNobodyReadsIsCutBeforeTheLogin(String command) {
        try (var server = FerryServer.start("stall-timeout=300ms");
                var client = new Dialogue(server)) {
            var flood = (command + "\r\n").repeat(2000).getBytes(US_ASCII);
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send(flood);
                    }
                } catch (UncheckedIOException e) {
                    // cut, as it should be
                }
            });

            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
        }
    }

    @Test
    void ofPassiveCommandsTakesOnePort() throws IOException {
        try (var server = FerryServer.start("passive.ports=" + FreePort.next())) {
            server.file("a.txt", "content");
            try (var client = Dialogue.image(server)) {
                client.send("EPSV\r\n".repeat(1000).getBytes(US_ASCII));
                for (int i = 0; i < 1000; i++) {
                    client.expect("229");
                }
                assertEquals("content", client.receiveText("RETR a.txt"));
                client.passivePort();
            }

            try (var other = Dialogue.image(server)) {
                Eventually.holds("a free port", () -> other.say("EPSV").read().startsWith("229"));
                assertEquals("content", other.receiveText("RETR a.txt"));
            }
        }
    }

    @Test
    void ofConnectionsThatAreResetLeavesAllPlaces() throws IOException {
        try (var server = FerryServer.start("max-sessions=20", "max-sessions-per-address=10")) {
            for (int i = 0; i < 500; i++) {
                connectAndReset(server);
            }
            Eventually.holds("the end of all sessions", () -> server.daemon().connections() == 0);

            var clients = new ArrayList<Dialogue>();
            try {
                for (int i = 0; i < 10; i++) {
                    clients.add(Dialogue.loggedIn(server));
                }
            } finally {
                clients.forEach(Dialogue::close);
            }
        }
    }

    private static void connectAndReset(FerryServer server) {
        try (var socket = new Socket(server.ftp().getAddress(), server.port())) {
            socket.getOutputStream().write("USER ferry\r\nPASS ".getBytes(US_ASCII));
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            assertEquals(0, server.daemon().connections() / 21, "refused, since those before it have not ended yet");
        }
    }

    /** Each range is another digest to compute, and none is known yet. */
    @Test
    void ofDigestsEndsWithTheSessions() throws IOException {
        try (var server = FerryServer.start()) {
            server.file("a.txt", "content");
            long size = 4L << 30;
            try (var file = Files.newByteChannel(
                    server.home().resolve("large"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.position(size - 1).write(ByteBuffer.allocate(1)); // all but the end takes no room
            }
            var clients = new ArrayList<Dialogue>();
            for (int i = 1; i <= 30; i++) {
                clients.add(Dialogue.loggedIn(server));
                clients.getLast().say("XSHA512 large " + i + " " + (size - i));
            }

            try (var client = Dialogue.image(server)) {
                assertEquals("content", client.receiveText("RETR a.txt"));
                clients.forEach(Dialogue::close);
                Eventually.holds("the end of all others", () -> server.daemon().connections() == 1);
            }
        }
    }
}
