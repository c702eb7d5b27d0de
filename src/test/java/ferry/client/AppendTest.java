package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** APPE: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppendTest {
    private final FerryServer server = FerryServer.start(
            FerryServer.user("logger", "homedirectory=home", "permissions=list,append"), "upload.mode=atomic");

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void makesAFileThatIsNotThere() {
        try (var client = Dialogue.image(server)) {
            client.transmit("APPE a.txt", "one").expect("226");

            assertEquals("one", server.content("a.txt"));
        }
    }

    @Test
    void addsToTheEndOfAFile() {
        server.file("a.txt", "one, ");

        try (var client = Dialogue.image(server)) {
            client.transmit("APPE a.txt", "two, ").expect("226");
            client.transmit("APPE a.txt", "three").expect("226");

            assertEquals("one, two, three", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void goesOnWithWhatABrokenUploadLeft() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "one, ").expect("426");

            client.transmit("APPE a.txt", "two").expect("226");

            assertEquals("one, two", server.content("a.txt"));
        }
    }

    @Test
    void keepsTheFileAsItWasWhenItBreaks() {
        server.file("a.txt", "one, ");

        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("APPE a.txt", "tw").expect("426");

            assertEquals("one, ", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void answers450WhileSomebodyElseAppends() throws IOException {
        server.file("a.txt", "one, ");

        try (var first = Dialogue.image(server);
                var second = Dialogue.image(server);
                var data = first.passive()) {
            first.say("APPE a.txt").expect("150");

            second.passivePort();
            second.say("APPE a.txt").expect("450");

            data.getOutputStream().write("two".getBytes(UTF_8));
            data.shutdownOutput();
            first.expect("226");
            assertEquals("one, two", server.content("a.txt"));
        }
    }

    @Test
    void takesNoNoticeOfARestartOffset() {
        server.file("a.txt", "one, ");

        try (var client = Dialogue.image(server)) {
            client.say("REST 2").expect("350");
            client.transmit("APPE a.txt", "two").expect("226");

            assertEquals("one, two", server.content("a.txt"));
        }
    }

    @Test
    void isGrantedWithoutThePermissionToReplace() {
        server.file("a.txt", "one, ");

        try (var client = new Dialogue(server).login("logger")) {
            client.passivePort();
            client.say("STOR a.txt").expect("553");

            client.transmit("APPE a.txt", "two").expect("226");
            assertEquals("one, two", server.content("a.txt"));
        }
    }

    @Test
    void refusesAFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.image(server)) {
            client.passivePort();
            client.say("APPE folder").expect("550");
        }
    }
}
