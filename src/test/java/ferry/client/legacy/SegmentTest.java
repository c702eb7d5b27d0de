package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands however TCP cuts or joins them. */
final class SegmentTest {
    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @BeforeEach
    void makeFiles() throws IOException {
        server.file("a.txt", "content");
        Files.createDirectory(server.home().resolve("folder"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void joinsACommandThatComesByteByByte() {
        client.sendByteByByte("get a.txt".getBytes(StandardCharsets.US_ASCII));

        assertEquals("content", client.frame().body());
        client.sendByteByByte("chdir folder".getBytes(StandardCharsets.US_ASCII))
                .expect(" ");
        client.sendByteByByte("paths".getBytes(StandardCharsets.US_ASCII)).expect("/folder");
        client.expectNothing();
    }

    @Test
    void joinsAPostThatComesByteByByte() {
        client.sendByteByByte(LegacyClient.post("b.txt", "posted", "\"ack\": true"));

        assertEquals("ok", client.frame().text("status"));
        assertEquals("posted", server.content("b.txt"));
    }

    @Test
    void carriesOutWhatATelnetSends() {
        client.say("paths\r\n").expect("/");
        client.say("chdir folder\r\nchdir ..\r\npaths\r\n").expect(" a.txt folder/");

        assertEquals("content", client.say("get a.txt\r\n").frame().body());
        client.sendByteByByte("get a.txt\r\npaths\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("content", client.frame().body());
        client.expect("/").expectNothing();
    }

    @Test
    void dropsTheLineEndOfACommandThatWasCarriedOutBeforeItCame() {
        client.say("paths").expect("/").say("\r\n");
        client.say("paths").expect("/").say("\n\n").expect("\n");
        client.say("hello").expect("hello").say("\n").expect("\n").expectNothing();
    }

    @Test
    void carriesOutManyCommandsOfOneSegment() {
        client.say("paths\n".repeat(3000)).expect("/".repeat(3000)).expectNothing();
    }

    @Test
    void findsTheFrameBehindPostInTheSameSegment() {
        for (int length = 1; length < 400; length += 7) {
            String more =
                    "\"x\": \"" + "y".repeat(length) + '"'; // moves the first byte of the length through all letters
            client.send(LegacyClient.post("b.txt", "file " + length, more)).expectNothing();

            assertEquals("file " + length, server.content("b.txt"));
        }
    }

    @Test
    void findsTheNextCommandBehindAFrameInTheSameSegment() {
        byte[] commands = "paths\nget a.txt\n".getBytes(StandardCharsets.US_ASCII);

        client.send(Bytes.concat(LegacyClient.post("b.txt", "posted"), commands))
                .expect("/");

        assertEquals("content", client.frame().body());
        assertEquals("posted", server.content("b.txt"));
    }

    @Test
    void prefersTheLongerNameOfOneSegment() {
        server.file("a.txt.old", "old content");

        assertEquals("old content", client.say("get a.txt.old").frame().body());
    }

    @Test
    void carriesOutTheLastCommandOfAClientThatSendsNothingMore() {
        client.say("get missing").finish();

        assertFalse(client.frame().text("error").isEmpty());
        assertTrue(client.closed());
    }

    @Test
    void endsTheConnectionAfterACommandThatNeverEnds() {
        client.say("get " + "x".repeat(9000));

        assertTrue(client.closed());
    }
}
