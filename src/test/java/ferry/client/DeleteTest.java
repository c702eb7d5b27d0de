package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** DELE: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeleteTest {
    private final FerryServer server = FerryServer.start(FerryServer.user("reader", "homedirectory=home"));

    @BeforeEach
    void clear() {
        server.clear();
        server.file("a.txt", "1");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void deletesAFile() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("DELE a.txt").expect("250");
            assertEquals(List.of(), server.names());
            client.say("DELE a.txt").expect("550");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "missing", "/", "..", "a.txt/b", "*.txt"})
    void deletesNothingElse(String pathname) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("DELE " + pathname).expect("550");
            assertEquals(List.of("a.txt", "folder"), server.names());
        }
    }

    @Test
    void deletesTheLinkAndNotWhatItLeadsTo() throws IOException {
        Files.createSymbolicLink(server.home().resolve("link"), server.home().resolve("a.txt"));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("DELE link").expect("250");
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void deletesWhatABrokenUploadLeft() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR new.txt", "half").expect("426");

            client.say("DELE new.txt").expect("250");
            client.say("SIZE new.txt").expect("550");
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void doesNotDisturbADownloadThatHasBegun() throws IOException {
        try (var client = Dialogue.image(server);
                var other = Dialogue.loggedIn(server);
                var data = client.passive()) {
            byte[] content = "x".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
            Files.write(server.home().resolve("large"), content);
            client.say("RETR large").expect("150");

            other.say("DELE large").expect("250");

            assertArrayEquals(content, data.getInputStream().readAllBytes());
            client.expect("226");
        }
    }

    @Test
    void deletesNothingForAReader() {
        try (var client = new Dialogue(server)) {
            client.login("reader");

            client.say("DELE a.txt").expect("550");
            assertEquals(List.of("a.txt"), server.names());
        }
    }
}
