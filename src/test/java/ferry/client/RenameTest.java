package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RNFR and RNTO: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RenameTest {
    private final FerryServer server = FerryServer.start(FerryServer.user("reader", "homedirectory=home"));

    @BeforeEach
    void clear() throws IOException {
        server.clear();
        server.file("a.txt", "content of a");
        Files.createDirectory(server.home().resolve("folder"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void renamesAFile() {
        try (var client = Dialogue.loggedIn(server)) {
            client.play("""
                    C: RNFR a.txt
                    S: 350 .*
                    C: RNTO b.txt
                    S: 250 .*
                    """);
            assertEquals(List.of("b.txt", "folder"), server.names());
            assertEquals("content of a", server.content("b.txt"));
        }
    }

    @Test
    void movesAFileToAnotherFolder() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("CWD folder").expect("250");
            client.say("RNTO b.txt").expect("503");
            client.say("RNFR ../a.txt").expect("350");
            client.say("RNTO b.txt").expect("250");

            assertEquals("content of a", server.content("folder/b.txt"));
        }
    }

    @Test
    void renamesAFolderWithItsContent() {
        server.file("folder/inner.txt", "inner");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR folder").expect("350");
            client.say("RNTO other").expect("250");

            assertEquals("inner", server.content("other/inner.txt"));
        }
    }

    @Test
    void replacesAFile() {
        server.file("b.txt", "old");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("RNTO b.txt").expect("250");

            assertEquals("content of a", server.content("b.txt"));
        }
    }

    @Test
    void keepsAFileThatIsRenamedToItself() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("RNTO /a.txt").expect("250");

            assertEquals("content of a", server.content("a.txt"));
        }
    }

    @Test
    void keepsAFileThatALinkToItWouldReplace() throws IOException {
        Files.createSymbolicLink(server.home().resolve("link"), Path.of("a.txt"));
        Files.createSymbolicLink(server.home().resolve("folder/link"), Path.of("../link"));
        Files.createSymbolicLink(server.home().resolve("dangling"), Path.of("missing"));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR folder/link").expect("350");
            client.say("RNTO a.txt").expect("553");
            assertEquals("content of a", server.content("a.txt"));
            client.say("RNFR dangling").expect("350");
            client.say("RNTO a.txt").expect("250");
        }
    }

    @Test
    void neverReplacesAFolder() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("RNTO folder").expect("553");

            assertEquals(List.of("a.txt", "folder"), server.names());
            assertTrue(Files.isDirectory(server.home().resolve("folder")));
        }
    }

    @Test
    void movesNoFolderIntoItself() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR folder").expect("350");
            client.say("RNTO folder/inner").expect("55[03] .*");

            assertEquals(List.of("a.txt", "folder"), server.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "/", "..", "missing/a.txt", "a.txt/b"})
    void beginsWithNothingThatCannotBeRenamed(String pathname) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR " + pathname).expect("550");
            client.say("RNTO b.txt").expect("503");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/b.txt", "/", "a.txt/b"})
    void endsNowhereWhereNothingCanBe(String pathname) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("RNTO " + pathname).expect("55[03] .*");

            assertEquals("content of a", server.content("a.txt"));
        }
    }

    @Test
    void wantsTheOldNameFirst() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNTO b.txt").expect("503");
        }
    }

    @Test
    void forgetsTheOldNameWhenAnotherCommandComesBetween() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("DELE missing").expect("550");

            client.say("RNTO b.txt").expect("503");
        }
    }

    @Test
    void forgetsTheOldNameWhenTheNewOneCannotBe() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say("RNTO folder").expect("553");

            client.say("RNTO b.txt").expect("503");
        }
    }

    @Test
    void forgetsTheOldNameWithItsUser() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.login();

            client.say("RNTO b.txt").expect("503");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "PASV", "TYPE I", "STAT", "SIZE a.txt"})
    void keepsTheOldNameOverWhatOnlyAsksOrSetsAParameter(String between) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            client.say(between).expect("2.*");

            client.say("RNTO b.txt").expect("250");
        }
    }

    @Test
    void renamesNothingForAReader() {
        try (var client = new Dialogue(server)) {
            client.login("reader");

            client.say("RNFR a.txt").expect("550");
        }
    }

    @Test
    void answersWhenTheFileIsGoneMeanwhile() throws IOException {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a.txt").expect("350");
            Files.delete(server.home().resolve("a.txt"));

            client.say("RNTO b.txt").expect("553");
        }
    }
}
