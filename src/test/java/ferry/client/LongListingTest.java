package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A listing that is longer than the sockets of both sides hold, and a client that does not read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LongListingTest {
    private static final int ENTRIES = 15_000;

    private final FerryServer server = FerryServer.start();

    @BeforeAll
    void makeTheFolder() throws IOException {
        String longName = "x".repeat(240);
        for (int i = 0; i < ENTRIES; i++) {
            Files.createFile(server.home().resolve(longName + i));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Socket slow(Dialogue client) throws IOException {
        int port = client.passivePort();
        var data = new Socket();
        data.setReceiveBufferSize(4096);
        data.connect(new InetSocketAddress(client.socket().getInetAddress(), port), Dialogue.PATIENCE_MILLIS);
        data.setSoTimeout(Dialogue.PATIENCE_MILLIS);
        return data;
    }

    @Test
    void servesTheClientMeanwhile() throws IOException {
        try (var client = Dialogue.loggedIn(server);
                var data = slow(client)) {
            client.say("MLSD").expect("150");

            client.say("NOOP").expect("200");
            client.say("STAT").expect("211-.* MLSD /: [0-9]+ bytes\n.*");

            byte[] listing = data.getInputStream().readAllBytes();
            client.expect("226");
            assertEquals(
                    ENTRIES, new String(listing, StandardCharsets.UTF_8).lines().count());
        }
    }

    @Test
    void isEndedByAbor() throws IOException {
        try (var client = Dialogue.loggedIn(server);
                var data = slow(client)) {
            client.say("MLSD").expect("150");

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            assertTrue(data.getInputStream().readAllBytes().length < ENTRIES * 250);
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void isEndedWhenTheClientClosesTheDataConnection() throws IOException {
        try (var client = Dialogue.loggedIn(server)) {
            try (var data = slow(client)) {
                client.say("MLSD").expect("150");
                assertTrue(data.getInputStream().read() >= 0);
            }

            client.expect("426");
            client.say("NOOP").expect("200");
        }
    }
}
