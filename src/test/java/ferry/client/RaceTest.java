package ferry.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes at the same time: every command gets its replies, in order, whoever is faster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RaceTest {
    private final FerryServer server = FerryServer.start("data-timeout=1s", "stall-timeout=2s");

    @BeforeAll
    void makeFiles() {
        server.file("small", "x".repeat(1000));
        server.file("large", "x".repeat(300_000));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR small", "RETR large", "NLST", "STOR new"})
    void answersATransferAndTheAbortBehindIt(String command) throws IOException {
        try (var client = Dialogue.image(server)) {
            for (int i = 0; i < 200; i++) {
                try (var data = client.passive()) {
                    client.send((command + "\r\nABOR\r\nNOOP\r\n").getBytes(US_ASCII));
                    data.shutdownOutput();
                    drain(data);

                    client.expect("150");
                    client.expect("(226|426) .*");
                    client.expect("226");
                    client.expect("200");
                }
            }
        }
    }

    @Test
    void answersCommandsThatComeWhileATransferEnds() throws IOException {
        var random = new Random(1);
        try (var client = Dialogue.image(server)) {
            for (int i = 0; i < 300; i++) {
                try (var data = client.passive()) {
                    String command = random.nextBoolean() ? "RETR large" : "RETR small";
                    client.send((command + "\r\nPWD\r\nSYST\r\nSIZE small\r\nEPSV\r\nTYPE I\r\n").getBytes(US_ASCII));
                    drain(data);

                    client.expect("150");
                    client.expect("226");
                    client.expect("257");
                    client.expect("215");
                    client.expect("213");
                    client.expect("229");
                    client.expect("200");
                }
            }
        }
    }

    @Test
    void releasesSessionsThatEndAtAnyMoment() throws Exception {
        var random = new Random(2);
        var sessions = new ArrayList<FutureTask<Boolean>>();
        for (int i = 0; i < 200; i++) {
            String command = new String[] {"RETR large", "STOR gone" + i, "NLST", "RETR small"}[random.nextInt(4)];
            boolean connected = random.nextBoolean();
            String rest = random.nextBoolean() ? "\r\nQUIT\r\n" : "\r\nABOR\r\nPWD\r\n";
            var session = new FutureTask<>(() -> leave(command + rest, connected));
            sessions.add(session);
            Thread.ofVirtual().start(session);
        }

        for (var session : sessions) {
            assertTrue(session.get(60, TimeUnit.SECONDS));
        }
        Eventually.holds("the end of all sessions", () -> server.daemon().connections() == 0);
        try (var client = Dialogue.image(server)) {
            assertEquals(1000, client.receive("RETR small").length);
        }
    }

    private boolean leave(String lines, boolean connected) {
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            if (connected) {
                try (var _ = client.connect(port)) {
                    client.send(lines.getBytes(US_ASCII));
                }
            } else {
                client.send(lines.getBytes(US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private static void drain(Socket data) {
        try (InputStream in = data.getInputStream()) {
            in.readAllBytes();
        } catch (IOException e) {
            assertTrue(data.isConnected()); // a reset is as good an end as any
        }
    }
}
