package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client may say while a transfer runs, and how it ends one. */
final class AbortTest {
    /** More than the sockets of both sides hold, so that a client that does not read keeps the transfer running. */
    private static final int LARGE = 64 * 1024 * 1024;

    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void makeALargeFile() throws IOException {
        try (var file = Files.newByteChannel(
                server.home().resolve("large"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            file.position(LARGE - 1).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAnAbortOfNothing() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("ABOR").expect("226");
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void endsADownloadWith426Then226AndGoesOn() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            client.say("PWD").expect("257");
            assertTrue(data.getInputStream().readAllBytes().length < LARGE);
        }
    }

    @Test
    void endsAnUploadWith426Then226AndPublishesNothing() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            data.getOutputStream().write("half".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.awaitMoved(4);

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            assertFalse(Files.exists(server.home().resolve("new")));
            client.say("SIZE new").expect("213 4");
        }
    }

    @Test
    void endsTheWaitForADataConnection() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.passivePort();
            client.say("RETR large").expect("150");

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void understandsAnAbortBehindATelnetSynch() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.send(new byte[] {(byte) 255, (byte) 244, (byte) 255}); // IAC IP IAC
            client.socket().sendUrgentData(242); // DM
            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            assertEquals(0, client.socket().getInputStream().available());
            assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void servesStatusAndNoOperationMeanwhile() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.say("NOOP").expect("200");
            client.say("STAT").expect("211-.*RETR /large: [0-9]+ of " + LARGE + " bytes.*");

            assertEquals(LARGE, data.getInputStream().readAllBytes().length);
            client.expect("226");
        }
    }

    @Test
    void servesStatusThatCameBeforeTheTransferItWaitedFor() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = client.active();
                var first = client.passive()) {
            client.say("RETR large").expect("150");
            int port = listener.getLocalPort();

            client.say("PORT 127,0,0,1," + (port >> 8) + "," + (port & 0xff)); // waits, as all that follows
            client.say("RETR large");
            client.say("STAT");
            assertEquals(LARGE, first.getInputStream().readAllBytes().length);
            client.expect("226");
            client.expect("200");
            client.expect("150");
            try (var second = listener.accept()) {
                client.expect("211-.*RETR /large: [0-9]+ of " + LARGE + " bytes.*");

                assertEquals(LARGE, second.getInputStream().readAllBytes().length);
            }
            client.expect("226");
        }
    }

    @Test
    void letsOtherCommandsWaitAndAnswersThemInOrder() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.say("PWD");
            client.say("x".repeat(10_000)); // too long, and refused in its turn as well
            client.say("SIZE large");
            client.say("STAT");

            assertEquals(LARGE, data.getInputStream().readAllBytes().length);
            client.expect("226");
            client.expect("257");
            client.expect("500");
            client.expect("213 " + LARGE);
            client.expect("211");
        }
    }

    @Test
    void abortsAtOnceAndAnswersInOrder() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.say("PWD");
            client.say("ABOR");

            client.expect("426");
            client.expect("257");
            client.expect("226");
            assertTrue(data.getInputStream().readAllBytes().length < LARGE);
        }
    }

    @Test
    void endsTheTransferBeforeItQuits() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.say("QUIT");

            assertEquals(LARGE, data.getInputStream().readAllBytes().length);
            client.expect("226");
            client.expect("221");
            assertTrue(client.closed());
        }
    }

    @Test
    void carriesOutTransfersThatWaited() throws IOException {
        try (var client = Dialogue.image(server);
                var first = client.passive()) {
            client.say("RETR large").expect("150");
            client.say("EPSV");
            client.say("NLST");

            assertEquals(LARGE, first.getInputStream().readAllBytes().length);
            client.expect("226");
            String port = client.expect("229").replaceAll(".*\\|\\|\\|([0-9]+)\\|.*", "$1");
            try (var second = client.connect(Integer.parseInt(port))) {
                client.expect("150");
                assertEquals(
                        "large\r\n",
                        new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
            client.expect("226");
        }
    }

    @Test
    void endsASessionInWhichTooMuchWaits() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.send("PWD\r\n".repeat(1025).getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            client.expect("421");
            assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
        }
    }

    @Test
    void cutsTheTransferWhenTheControlConnectionEnds() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR large").expect("150");

            client.hangUp();

            assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
        }
    }

    @Test
    void publishesNothingWhenTheControlConnectionEndsInAnUpload() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            data.getOutputStream().write(1);
            client.awaitMoved(1);

            client.hangUp();

            Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
            assertFalse(Files.exists(server.home().resolve("new")));
        }
    }
}
