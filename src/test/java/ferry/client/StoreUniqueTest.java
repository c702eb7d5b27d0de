package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOU: RFC 959, section 4.1.3, and RFC 1123, section 4.1.2.9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoreUniqueTest {
    private final FerryServer server = FerryServer.start(FerryServer.user("reader", "homedirectory=home"));

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Stores something and returns the pathname that the 150 has told. */
    private static String stored(Dialogue client, String command) throws IOException {
        try (var data = client.passive()) {
            String reply = client.say(command).expect("150 FILE: .+");
            data.getOutputStream().write("content".getBytes(StandardCharsets.UTF_8));
            data.shutdownOutput();
            client.expect("226");
            return reply.substring("150 FILE: ".length());
        }
    }

    @Test
    void tellsTheNameItHasChosen() throws IOException {
        try (var client = Dialogue.image(server)) {
            String name = stored(client, "STOU");

            assertEquals(List.of(name), server.names());
            assertEquals("content", server.content(name));
        }
    }

    @Test
    void takesTheNameThatWasSuggestedWhenItIsFree() throws IOException {
        try (var client = Dialogue.image(server)) {
            assertEquals("report.txt", stored(client, "STOU report.txt"));
        }
    }

    @Test
    void leavesAFileOfTheSuggestedNameAlone() throws IOException {
        server.file("report.txt", "old");

        try (var client = Dialogue.image(server)) {
            String name = stored(client, "STOU report.txt");

            assertTrue(name.startsWith("report.txt"), name);
            assertNotEquals("report.txt", name);
            assertEquals("old", server.content("report.txt"));
            assertEquals("content", server.content(name));
        }
    }

    @Test
    void choosesAnotherNameEachTime() throws IOException {
        try (var client = Dialogue.image(server)) {
            assertNotEquals(stored(client, "STOU"), stored(client, "STOU"));
            assertEquals(2, server.names().size());
        }
    }

    @Test
    void choosesAnotherNameWhileTheFirstIsOnItsWay() throws IOException {
        try (var first = Dialogue.image(server);
                var second = Dialogue.image(server);
                var data = first.passive()) {
            first.say("STOU report.txt").expect("150 FILE: report.txt");

            assertNotEquals("report.txt", stored(second, "STOU report.txt"));

            data.shutdownOutput();
            first.expect("226");
            assertEquals(2, server.names().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder/report.txt", "/folder/report.txt", "./folder/report.txt"})
    void tellsAPathnameThatCanBeUsed(String suggested) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.image(server)) {
            String pathname = stored(client, "STOU " + suggested);

            assertEquals("content", client.receiveText("RETR " + pathname));
            assertEquals("content", server.content("folder/report.txt"));
        }
    }

    @Test
    void leavesNothingWhenItBreaks() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOU", "half").expect("426");

            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void refusesAUserWhoMayNotWrite() {
        try (var client = new Dialogue(server).login("reader")) {
            client.say("EPSV").expect("229");
            client.say("STOU").expect("553");

            assertEquals(List.of(), server.names());
        }
    }
}
