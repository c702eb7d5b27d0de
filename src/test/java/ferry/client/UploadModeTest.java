package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What others see of an upload while it runs and when it breaks, in both values of upload.mode. */
final class UploadModeTest {
    /** The value of upload.mode as shipped. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Atomic {
        private final FerryServer server =
                FerryServer.start(FerryServer.user("other", "homedirectory=home", "writepermission=true"));

        @BeforeEach
        void clear() {
            server.clear();
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void putsNothingUnderTheFinalNameBeforeTheEnd() throws IOException {
            try (var client = Dialogue.image(server);
                    var data = client.passive()) {
                client.say("STOR a.txt").expect("150");
                data.getOutputStream().write(new byte[1_000_000]);
                client.awaitMoved(1_000_000);

                assertFalse(server.names().contains("a.txt"));
                assertEquals(1, server.names().size());
                assertTrue(server.names().getFirst().startsWith(".ferry-part-"));

                data.shutdownOutput();
                client.expect("226");
                assertEquals(List.of("a.txt"), server.names());
            }
        }

        @Test
        void keepsTheOldFileWholeUntilTheEnd() throws IOException {
            server.file("a.txt", "old");

            try (var client = Dialogue.image(server);
                    var other = Dialogue.image(server);
                    var data = client.passive()) {
                client.say("STOR a.txt").expect("150");
                data.getOutputStream().write("new content".getBytes(UTF_8));
                client.awaitMoved(11);

                assertEquals("old", server.content("a.txt"));
                assertEquals("old", other.receiveText("RETR a.txt"));
                other.say("SIZE a.txt").expect("213 3");

                data.shutdownOutput();
                client.expect("226");
                assertEquals("new content", server.content("a.txt"));
            }
        }

        @Test
        void keepsTheOldFileWhenTheNewOneBreaks() {
            server.file("a.txt", "old");

            try (var client = Dialogue.image(server)) {
                client.transmitAndBreak("STOR a.txt", "new con").expect("426");

                client.say("SIZE a.txt").expect("213 3");
                assertEquals("old", client.receiveText("RETR a.txt"));
            }
        }

        @Test
        void showsWhatABrokenUploadLeftToItsUser() {
            try (var client = Dialogue.image(server)) {
                client.transmitAndBreak("STOR a.txt", "12345").expect("426");

                client.say("SIZE a.txt").expect("213 5");
                client.say("MLST a.txt").expect(".*size=5;.* /a.txt\n.*");
                assertTrue(client.receiveText("LIST").matches("-.* 5 .* a\\.txt\r\n"));
                assertEquals("a.txt\r\n", client.receiveText("NLST"));
                assertTrue(client.receiveText("MLSD").matches("type=file;size=5;.* a\\.txt\r\n"));
            }
        }

        @Test
        void sendsNobodyWhatABrokenUploadLeft() {
            try (var client = Dialogue.image(server)) {
                client.transmitAndBreak("STOR a.txt", "12345").expect("426");

                client.say("EPSV").expect("229");
                client.say("RETR a.txt").expect("550");
            }
        }

        @Test
        void showsWhatABrokenUploadLeftToNobodyElse() {
            try (var client = Dialogue.image(server);
                    var other = new Dialogue(server).login("other")) {
                client.transmitAndBreak("STOR a.txt", "12345").expect("426");

                other.say("SIZE a.txt").expect("550");
                assertEquals("", other.receiveText("NLST -a"));
                assertEquals("", other.receiveText("MLSD"));
            }
        }

        @Test
        void neverPublishesAnUploadThatEndsInAReset() throws IOException {
            try (var client = Dialogue.image(server)) {
                try (var data = client.passive()) {
                    client.say("STOR a.txt").expect("150");
                    data.getOutputStream().write(new byte[300_000]);
                    client.awaitMoved(300_000);
                    data.setSoLinger(true, 0);
                }

                client.expect("426");
                assertFalse(server.names().contains("a.txt"));
                client.say("SIZE a.txt").expect("213 300000");
            }
        }

        @Test
        void leavesNothingOfAnUploadThatBreaksBeforeItsFirstByte() throws IOException {
            try (var client = Dialogue.image(server)) {
                try (var data = client.passive()) {
                    client.say("STOR a.txt").expect("150");
                    data.setSoLinger(true, 0);
                }

                client.expect("426");
                assertEquals(List.of(), server.names());
            }
        }

        @Test
        void keepsWhatCameWhenTheControlConnectionEnds() throws IOException {
            try (var client = Dialogue.image(server);
                    var data = client.passive()) {
                client.say("STOR a.txt").expect("150");
                data.getOutputStream().write("12345".getBytes(UTF_8));
                client.awaitMoved(5);
                client.hangUp();
                assertTrue(data.getInputStream().read() < 0);
            }

            Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);
            try (var client = Dialogue.image(server)) {
                client.say("SIZE a.txt").expect("213 5");
            }
        }
    }

    /** The mode of most servers. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Direct {
        private final FerryServer server = FerryServer.start("upload.mode=direct");

        @BeforeEach
        void clear() {
            server.clear();
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void writesUnderTheFinalName() throws IOException {
            try (var client = Dialogue.image(server);
                    var data = client.passive()) {
                client.say("STOR a.txt").expect("150");
                data.getOutputStream().write(new byte[1_000_000]);
                client.awaitMoved(1_000_000);

                assertEquals(List.of("a.txt"), server.names());
                assertTrue(Files.size(server.home().resolve("a.txt")) > 0);

                data.shutdownOutput();
                client.expect("226");
                assertEquals(1_000_000, Files.size(server.home().resolve("a.txt")));
            }
        }

        @Test
        void leavesTheHalfOfABrokenUpload() {
            server.file("a.txt", "old and longer");

            try (var client = Dialogue.image(server)) {
                client.transmitAndBreak("STOR a.txt", "12345").expect("426");

                assertEquals("12345", server.content("a.txt"));
                assertEquals("12345", client.receiveText("RETR a.txt"));
            }
        }

        @Test
        void goesOnFromTheOffset() {
            try (var client = Dialogue.image(server)) {
                client.transmitAndBreak("STOR a.txt", "12345").expect("426");
                client.say("REST 5").expect("350");
                client.transmit("STOR a.txt", "678").expect("226");

                assertEquals("12345678", server.content("a.txt"));
            }
        }

        @Test
        void answers554BeyondTheEnd() {
            server.file("a.txt", "12345");

            try (var client = Dialogue.image(server)) {
                client.say("EPSV").expect("229");
                client.say("REST 6").expect("350");
                client.say("STOR a.txt").expect("554");

                assertEquals("12345", server.content("a.txt"));
            }
        }

        @Test
        void appends() {
            server.file("a.txt", "12345");

            try (var client = Dialogue.image(server)) {
                client.transmit("APPE a.txt", "678").expect("226");

                assertEquals("12345678", server.content("a.txt"));
            }
        }

        @Test
        void storesUnderAUniqueName() {
            server.file("a.txt", "12345");

            try (var client = Dialogue.image(server)) {
                client.transmit("STOU a.txt", "678").expect("226");

                assertEquals("12345", server.content("a.txt"));
                assertEquals(2, server.names().size());
            }
        }

        @Test
        void answers450WhileSomebodyElseWrites() throws IOException {
            try (var first = Dialogue.image(server);
                    var second = Dialogue.image(server);
                    var data = first.passive()) {
                first.say("STOR a.txt").expect("150");

                second.say("EPSV").expect("229");
                second.say("STOR a.txt").expect("450");

                data.shutdownOutput();
                first.expect("226");
            }
        }
    }
}
