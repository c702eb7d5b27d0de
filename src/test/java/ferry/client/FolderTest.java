package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CWD, CDUP, PWD, MKD and RMD: RFC 959, sections 4.1.1 and 4.1.3, and the names of RFC 775. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FolderTest {
    private final FerryServer server = FerryServer.start(FerryServer.user("reader"));

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void movesThroughFolders() {
        try (var client = Dialogue.loggedIn(server)) {
            client.play("""
                    C: MKD a
                    S: 257 "/a" .*
                    C: MKD a/b
                    S: 257 "/a/b" .*
                    C: CWD a/b
                    S: 250 .*
                    C: PWD
                    S: 257 "/a/b" .*
                    C: CDUP
                    S: 200 .*
                    C: PWD
                    S: 257 "/a" .*
                    C: CWD /
                    S: 250 .*
                    C: RMD a/b
                    S: 250 .*
                    C: RMD /a
                    S: 250 .*
                    """);
            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void knowsTheNamesOfRfc775() {
        try (var client = Dialogue.loggedIn(server)) {
            client.play("""
                    C: XMKD a
                    S: 257 "/a" .*
                    C: XCWD a
                    S: 250 .*
                    C: XPWD
                    S: 257 "/a" .*
                    C: XCUP
                    S: 200 .*
                    C: XRMD a
                    S: 250 .*
                    """);
        }
    }

    @Test
    void doublesQuotesInItsAnswer() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("MKD a\"b\"").expect("257 \"/a\"\"b\"\"\" .*");
            client.say("CWD a\"b\"").expect("250");
            client.say("PWD").expect("257 \"/a\"\"b\"\"\" .*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "..,                /",
        "../../..,          /",
        "/..,               /",
        "/../folder,        /folder",
        "folder/../..,      /",
        "folder/./inner,    /folder/inner",
        "folder//inner/,    /folder/inner",
        "../../folder,      /folder",
        "folder/inner/..,   /folder",
    })
    void resolvesPathsBelowTheRoot(String pathname, String path) throws IOException {
        Files.createDirectories(server.home().resolve("folder/inner"));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("CWD " + pathname).expect("250");
            client.say("PWD").expect("257 \"" + path + "\" .*");
        }
    }

    @Test
    void staysAtTheRootWhenItGoesUp() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("CDUP").expect("200");
            client.say("PWD").expect("257 \"/\" .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "a.txt", "a.txt/..x", "missing/folder", "~a", "-", "C:\\"})
    void staysWhereItIsWhenTheFolderIsNone(String pathname) {
        server.file("a.txt", "1");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("CWD " + pathname).expect("550");
            client.say("PWD").expect("257 \"/\" .*");
        }
    }

    @Test
    void tellsNothingOfTheRealPath() {
        try (var client = Dialogue.loggedIn(server)) {
            String reply = client.say("CWD missing").expect("550");

            assertFalse(reply.contains(server.folder().getFileName().toString()), reply);
        }
    }

    @Test
    void goesDownToAPathThatTheSystemTakesAndNoDeeper() {
        String name = "x".repeat(255);
        try (var client = Dialogue.loggedIn(server)) {
            for (int i = 0; i < 16; i++) {
                client.say("MKD " + name).expect("257");
                client.say("CWD " + name).expect("250");
            }
            client.say("MKD " + name).expect("257");

            client.say("CWD " + name).expect("550");

            client.say("PWD").expect("257 \"(/x{255}){16}\" .*");
            client.say("CWD /").expect("250");
            client.say("RMDA " + name).expect("250"); // which is too deep for the test itself
        }
    }

    @Test
    void answersWhenTheCurrentFolderIsGone() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("CWD folder").expect("250");
            Files.delete(server.home().resolve("folder"));

            client.say("PWD").expect("257 \"/folder\" .*");
            client.say("MKD inner").expect("550");
            client.say("CDUP").expect("200");
            client.say("PWD").expect("257 \"/\" .*");
        }
    }

    // ---- MKD

    @ParameterizedTest
    @ValueSource(strings = {"folder", "a.txt", "missing/inner", "a.txt/inner"})
    void makesNoFolderWhereNoneCanBe(String pathname) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("a.txt", "1");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("MKD " + pathname).expect("550");
            assertEquals(List.of("a.txt", "folder"), server.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ".", "..", "../.."})
    void makesNoFolderInPlaceOfTheRoot(String pathname) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("MKD " + pathname).expect("55[03] .*");
        }
    }

    @Test
    void makesNoFolderForAReader() {
        try (var client = new Dialogue(server)) {
            client.login("reader");

            client.say("MKD folder").expect("550");
            assertFalse(Files.exists(server.folder().resolve("reader/folder")));
        }
    }

    // ---- RMD

    @Test
    void removesNoFolderWithContent() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/a.txt", "1");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("RMD folder").expect("550");
            assertEquals("1", server.content("folder/a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "a.txt", "/", "..", "."})
    void removesNothingButFolders(String pathname) {
        server.file("a.txt", "1");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("RMD " + pathname).expect("550");
            assertEquals("1", server.content("a.txt"));
        }
    }

    @Test
    void removesTheFolderItIsIn() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("MKD folder").expect("257");
            client.say("CWD folder").expect("250");

            client.say("RMD /folder").expect("250");

            client.say("CWD inner").expect("550");
            client.say("CWD /").expect("250");
        }
    }

    @Test
    void removesNoFolderForAReader() throws IOException {
        var folder = Files.createDirectories(server.folder().resolve("reader/folder"));

        try (var client = new Dialogue(server)) {
            client.login("reader");

            client.say("RMD folder").expect("550");
            assertTrue(Files.exists(folder));
        }
    }
}
