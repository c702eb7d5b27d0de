package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ferry.client.FerryServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New scripts that ask for the outcome of a post with {@code "ack": true}. */
final class AcknowledgeTest {
    private static final String ACK = "\"ack\": true";

    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsThatTheFileWasStored() {
        var frame = client.send(LegacyClient.post("a.txt", "content", ACK)).frame();

        assertEquals("ok", frame.text("status"));
        assertEquals(LegacyClient.md5("content"), frame.text("md5"));
        assertFalse(frame.header().has("error"));
        assertEquals("content", server.content("a.txt"));
        client.expectNothing();
    }

    @Test
    void tellsTheDigestOfAFileThatCameWithoutOne() {
        byte[] frame = LegacyClient.frame("{\"filename\": \"a.txt\", \"file_size\": 7, \"ack\": true}", "content");

        var answer = client.say("post").send(frame).frame();

        assertEquals(LegacyClient.md5("content"), answer.text("md5"));
    }

    @Test
    void tellsOfAWrongDigestAndGoesOn() {
        server.file("a.txt", "before");
        String header = LegacyClient.header("a.txt", "content", LegacyClient.md5("other"), ACK);

        var frame =
                client.say("post").send(LegacyClient.frame(header, "content")).frame();

        assertEquals("error", frame.text("status"));
        assertEquals("The digest is wrong", frame.text("error"));
        assertEquals(LegacyClient.md5("content"), frame.text("md5"));
        assertEquals("before", server.content("a.txt"));
        client.expectNothing();
    }

    @Test
    void skipsTheBodyThatNobodyTookAndGoesOn() {
        try (var readOnly = FerryServer.start(List.of("ftpserver.user.ferry.permissions=list,read"));
                var stranger = new LegacyClient(readOnly)) {
            var frame = stranger.send(LegacyClient.post("a.txt", "dirs\n".repeat(100_000), ACK))
                    .frame();

            assertEquals("error", frame.text("status"));
            assertEquals("Permission denied", frame.text("error"));
            assertEquals("", frame.text("md5"));
            stranger.expectNothing();
        }
    }

    @Test
    void tellsThatTheNameIsMissing() {
        byte[] frame = LegacyClient.frame("{\"file_size\": 7, \"ack\": true}", "content");

        assertEquals("error", client.say("post").send(frame).frame().text("status"));
        client.expectNothing();
    }
}
