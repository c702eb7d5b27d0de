package ferry.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies that go to the network in one piece, and those that must not wait for company. */
@Timeout(60)
final class GatheredRepliesTest {
    private FerryServer server;
    private Socket control;

    @BeforeEach
    void connect() throws IOException {
        server = FerryServer.start();
        control = new Socket(InetAddress.getLoopbackAddress(), server.port());
        control.setSoTimeout(20_000);
        piece();
        say("USER ferry\r\n");
        piece();
        say("PASS ferry\r\n");
        piece();
        say("TYPE I\r\n");
        piece();
    }

    @AfterEach
    void close() throws IOException {
        control.close();
        server.close();
    }

    private void say(String text) throws IOException {
        control.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** What one read gives: a piece of the network here is what one write of the server has given. */
    private String piece() throws IOException {
        var bytes = new byte[65_536];
        int count = control.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), US_ASCII);
    }

    private int passivePort() throws IOException {
        say("EPSV\r\n");
        var reply = piece();
        return Integer.parseInt(reply.substring(reply.indexOf("|||") + 3, reply.lastIndexOf('|')));
    }

    private Socket passive() throws IOException {
        var data = new Socket(InetAddress.getLoopbackAddress(), passivePort());
        data.setSoTimeout(20_000);
        return data;
    }

    @Test
    void tellsOfASmallFileOnce() throws IOException {
        Files.writeString(server.home().resolve("small"), "text");
        try (var data = passive()) {
            say("RETR small\r\n");
            var replies = piece();
            assertTrue(replies.startsWith("150 ") && replies.contains("\r\n226 ") && replies.endsWith("\r\n"), replies);
            assertArrayEquals("text".getBytes(US_ASCII), data.getInputStream().readAllBytes());
        }
    }

    @Test
    void tellsOfAFileBeforeTheClientConnects() throws IOException {
        Files.writeString(server.home().resolve("small"), "text");
        int port = passivePort();
        say("RETR small\r\n");
        assertTrue(piece().startsWith("150 "));
        try (var data = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertArrayEquals("text".getBytes(US_ASCII), data.getInputStream().readAllBytes());
        }
        assertTrue(piece().startsWith("226 "));
    }

    @Test
    void asksForAnUploadAtOnce() throws IOException {
        try (var data = passive()) {
            say("STOR upload\r\n");
            assertTrue(piece().startsWith("150 "));
            data.getOutputStream().write("text".getBytes(US_ASCII));
        }
        assertTrue(piece().startsWith("226 "));
        assertEquals("text", Files.readString(server.home().resolve("upload")));
    }

    @Test
    void answersCommandsThatCameTogetherTogether() throws IOException {
        say("NOOP\r\nPWD\r\nNOOP\r\n");
        var replies = piece();
        assertEquals(3, replies.lines().count(), replies);
    }

    @Test
    void answersBeforeItWaitsForTheRestOfACommand() throws IOException {
        say("NOOP\r\nPW");
        assertTrue(piece().startsWith("200 "));
        say("D\r\n");
        assertTrue(piece().startsWith("257 "));
    }

    @Test
    void goesOnWithWhatCameBehindAnUpload() throws IOException {
        try (var data = passive()) {
            say("STOR upload\r\nNOOP\r\n");
            var first = piece();
            assertTrue(first.startsWith("150 "), first);
            data.getOutputStream().write("text".getBytes(US_ASCII));
            data.shutdownOutput();
            var rest = new StringBuilder(first);
            while (!rest.toString().contains("226 ")) {
                rest.append(piece());
            }
            assertTrue(rest.toString().contains("200 "), rest.toString());
        }
        assertEquals("text", Files.readString(server.home().resolve("upload")));
    }

    @Test
    void cutsAnUploadByAnAbortThatCameWithItsEnd() throws IOException {
        try (var data = passive()) {
            say("STOR upload\r\n");
            assertTrue(piece().startsWith("150 "));
            data.getOutputStream().write("half".getBytes(US_ASCII));
            say("ABOR\r\n");
        }
        var replies = new StringBuilder();
        while (replies.toString().lines().count() < 2) {
            replies.append(piece());
        }
        assertTrue(replies.toString().startsWith("426 "), replies.toString());
        assertTrue(Files.notExists(server.home().resolve("upload")));
    }
}
