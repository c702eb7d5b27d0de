package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The second dialect: files over a connection to the client. */
final class CallBackTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket port = listening(0);
    private final FerryServer server = FerryServer.start("legacy.data-port=" + port.getLocalPort());
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        port.close();
    }

    @Test
    void sendsTheConfiguredFile() {
        server.file("tmp", "content of tmp");

        client.say("g");

        assertEquals("content of tmp", accepted(port));
        client.expectNothing();
    }

    @Test
    void sendsAnotherFileThanTheConfiguredOne() {
        server.file("my file", "content");

        client.say("g my file");

        assertEquals("content", accepted(port));
        client.expectNothing();
    }

    @Test
    void sendsToAnotherPort() throws IOException {
        server.file("my file", "content");

        try (var other = listening(0)) {
            client.say("g my file " + other.getLocalPort());

            assertEquals("content", accepted(other));
        }
    }

    @Test
    void joinsACommandThatComesByteByByte() throws IOException {
        server.file("a", "content");

        try (var other = listening(0)) {
            client.sendByteByByte(("g a " + other.getLocalPort()).getBytes(StandardCharsets.US_ASCII));

            assertEquals("content", accepted(other));
        }
    }

    @Test
    void takesANumberForAPartOfTheNameOfAFile() {
        server.file("report 2026", "content");

        client.say("g report 2026\n");

        assertEquals("content", accepted(port));
    }

    @Test
    void sendsALargeFile() {
        String content = "0123456789abcdef".repeat(100_000);
        server.file("tmp", content);

        client.say("g");

        assertEquals(content, accepted(port));
    }

    @Test
    void sendsFilesOneAfterTheOther() {
        server.file("tmp", "content");

        for (int i = 0; i < 3; i++) {
            client.say("g");
            assertEquals("content", accepted(port));
        }
    }

    @Test
    void sendsAFileOfTheCurrentFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/tmp", "content");
        client.say("chdir folder").expect("tmp");

        client.say("g");

        assertEquals("content", accepted(port));
    }

    @Test
    void opensAndClosesTheConnectionForAMissingFile() {
        client.say("g missing");

        assertEquals("", accepted(port));
        client.expectNothing();
    }

    @Test
    void opensAndClosesTheConnectionForAForbiddenFile() throws IOException {
        var users = List.of("ftpserver.user.ferry.permissions=list,write");
        try (var closed = FerryServer.start(users, "legacy.data-port=" + port.getLocalPort());
                var stranger = new LegacyClient(closed)) {
            closed.file("tmp", "content");

            stranger.say("g");

            assertEquals("", accepted(port));
            stranger.say("g ../home/tmp");
            assertEquals("", accepted(port));
        }
    }

    @Test
    void triesAgainWhenThePortIsNotOpenYet() throws IOException {
        server.file("tmp", "content");
        int number = port.getLocalPort();
        port.close();

        try (var log = new LogLines("ferry.legacy.CallBackDtp")) {
            client.say("g");
            log.await("refused");
            try (var late = listening(number)) {
                assertEquals("content", accepted(late));
            }
        }
        client.expectNothing();
    }

    @Test
    void givesUpWhenThePortStaysClosed() throws IOException {
        server.file("tmp", "content");
        port.close();

        try (var log = new LogLines("ferry.command.Failures")) {
            client.say("g");

            log.await("no data connection");
            client.expectNothing();
        }
    }

    @Test
    void goesOnAfterAClientThatReadsOnlyTheBeginning() throws IOException {
        server.file("tmp", "x".repeat(10_000_000));

        try (var log = new LogLines("ferry.command.Failures")) {
            client.say("g");
            try (var data = port.accept()) {
                data.setSoLinger(true, 0);
                assertEquals('x', data.getInputStream().read());
            }

            log.await("ended early");
            client.expectNothing();
        }
    }

    @Test
    void callsNoPrivilegedPort() {
        try (var log = new LogLines("ferry.legacy.Conversation")) {
            client.say("g tmp 22\n").expectNothing();

            log.await("below 1024");
        }
    }

    @Test
    void callsNobodyElse() throws IOException {
        server.file("tmp", "content");

        client.say("hello").expect("hello").expectNothing();

        port.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, port::accept);
    }

    private static String accepted(ServerSocket port) {
        try (Socket data = port.accept()) {
            data.setSoTimeout(PATIENCE_MILLIS);
            assertEquals(InetAddress.getLoopbackAddress(), data.getInetAddress());
            return new String(data.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listening(int number) {
        try {
            var socket = new ServerSocket(number, 5, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
