package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Legacy clients on the FTP port. */
final class DetectTest {
    private final FerryServer server = FerryServer.start("legacy.detect=2s", "max-sessions=1", "legacy.listen=");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesALegacyClientThatSpeaksFirst() {
        server.file("a.txt", "content");

        try (var client = new LegacyClient(server.ftp())) {
            assertEquals("content", client.say("get a.txt").frame().body());
            client.say("paths").expect("/").expectNothing();
        }
    }

    @Test
    void servesAPostWithItsFrame() {
        try (var client = new LegacyClient(server.ftp())) {
            client.send(LegacyClient.post("a.txt", "x".repeat(100_000))).expectNothing();

            assertEquals("x".repeat(100_000), server.content("a.txt"));
        }
    }

    @Test
    void waitsForTheRestOfTheFirstWords() {
        server.file("a.txt", "content");

        try (var client = new LegacyClient(server.ftp())) {
            client.say("get a").say(".txt");

            assertEquals("content", client.frame().body());
        }
    }

    @Test
    void greetsAClientThatWaits() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("QUIT").expect("221");
        }
    }

    @Test
    void givesThePlaceBack() {
        for (int i = 0; i < 3; i++) {
            try (var client = new LegacyClient(server.ftp())) {
                client.say("exit");

                assertTrue(client.closed());
            }
            Eventually.holds("the connection ends", () -> server.daemon().connections() == 0);
        }
        try (var client = new LegacyClient(server.ftp())) {
            client.say("paths").expect("/");
        }
    }
}
