package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOR: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoreTest {
    private final FerryServer server = FerryServer.start(FerryServer.user("reader", "homedirectory=home"));

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 262_144, 327_680, 327_681, 5_000_000})
    void keepsAllBytes(int size) throws IOException {
        var content = new byte[size];
        new Random(size).nextBytes(content);

        try (var client = Dialogue.image(server)) {
            client.transmit("STOR file", content).expect("226");

            assertArrayEquals(content, Files.readAllBytes(server.home().resolve("file")));
            assertEquals(List.of("file"), server.names());
        }
    }

    @Test
    void storesInAnotherFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.image(server)) {
            client.transmit("STOR folder/../folder/a.txt", "1").expect("226");
            client.say("CWD folder").expect("250");
            client.transmit("STOR b.txt", "2").expect("226");
            client.transmit("STOR /c.txt", "3").expect("226");

            assertEquals("1", server.content("folder/a.txt"));
            assertEquals("2", server.content("folder/b.txt"));
            assertEquals("3", server.content("c.txt"));
        }
    }

    @Test
    void replacesAFile() {
        server.file("a.txt", "an old and longer content");

        try (var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "new").expect("226");

            assertEquals("new", server.content("a.txt"));
        }
    }

    @Test
    void keepsTheModeOfAFileItReplaces() throws IOException {
        var file = server.file("run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        try (var client = Dialogue.image(server)) {
            client.transmit("STOR run.sh", "#!/bin/sh\n").expect("226");

            assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "missing/a.txt", "a.txt/b"})
    void refusesWhatCannotBecomeAFile(String pathname) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server)) {
            client.passivePort();

            client.say("STOR " + pathname).expect("553");

            assertEquals(List.of("a.txt", "folder"), server.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "..", ".ferry-part-1a2b3c4d-a.txt", ".FERRY-DIR-1"})
    void refusesNamesThatCannotBeUsed(String pathname) {
        try (var client = Dialogue.image(server)) {
            client.passivePort();

            client.say("STOR " + pathname).expect("553");

            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void refusesAUserWhoMayNotWrite() {
        try (var client = new Dialogue(server).login("reader")) {
            client.passivePort();

            client.say("STOR a.txt").expect("553");

            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void answers425WithoutADataPortAndLeavesNothing() {
        try (var client = Dialogue.image(server)) {
            client.say("STOR a.txt").expect("425");

            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void letsTheLastOfTwoUploadsWin() throws IOException {
        try (var first = Dialogue.image(server);
                var second = Dialogue.image(server);
                var data = first.passive()) {
            first.say("STOR a.txt").expect("150");
            data.getOutputStream().write("first".getBytes(UTF_8));
            first.awaitMoved(5);

            second.transmit("STOR a.txt", "second").expect("226");
            assertEquals("second", server.content("a.txt"));
            data.shutdownOutput();
            first.expect("226");

            assertEquals("first", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void showsTheFileToEverybodyAfterThe226() {
        try (var client = Dialogue.image(server);
                var other = new Dialogue(server).login("reader")) {
            for (int i = 0; i < 50; i++) {
                client.transmit("STOR a" + i, "12345").expect("226");

                other.say("MDTM a" + i).expect("213");
            }
        }
    }

    @Test
    void tellsNothingOfTheRealPath() {
        try (var client = Dialogue.image(server)) {
            client.passivePort();

            String reply = client.say("STOR missing/a.txt").expect("553");

            assertFalse(reply.contains(server.folder().getFileName().toString()), reply);
        }
    }
}
