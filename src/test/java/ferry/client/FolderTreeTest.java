package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders with all that is in them: AVBL, DSIZ, RMDA, SITE MKDIR and SITE RMDIR. */
final class FolderTreeTest {
    private final FerryServer server =
            FerryServer.start(FerryServer.user("reader", "homedirectory=home", "writepermission=false"));
    private final Dialogue client = Dialogue.loggedIn(server);

    @BeforeEach
    void makeATree() throws IOException {
        Files.createDirectories(server.home().resolve("a b/below"));
        server.file("a b/1", "12345");
        server.file("a b/below/2", "678");
        server.file("file", "9");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsTheRoomThatIsLeft() throws IOException {
        long room = Files.getFileStore(server.home()).getUsableSpace();

        long here = Long.parseLong(client.say("AVBL").expect("213 [0-9]+").substring(4));
        client.say("AVBL a b").expect("213 [0-9]+");

        assertTrue(here > room / 2 && here / 2 < room, here + " but " + room);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DSIZ,           213 9
            DSIZ /,         213 9
            DSIZ a b,       213 8
            DSIZ a b/below, 213 3
            DSIZ file,      550
            DSIZ missing,   550
            AVBL file,      550
            AVBL missing,   550
            """)
    void countsTheBytesBelow(String command, String reply) {
        client.say(command).expect(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMDA a b", "SITE RMDIR a b", "RMDA /a b/", "site rmdir /a b"})
    void removesAFolderWithAllThatIsInIt(String command) {
        client.say(command).expect("250");

        assertEquals(List.of("file"), server.names());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            RMDA,         501
            SITE RMDIR,   501
            RMDA /,       550
            RMDA .,       550
            RMDA ..,      550
            RMDA file,    550
            RMDA link,    550
            RMDA missing, 550
            """)
    void refusesToRemoveOtherThings(String command, String code) throws IOException {
        Files.createSymbolicLink(server.home().resolve("link"), Path.of("a b"));

        client.say(command).expect(code);

        assertEquals(List.of("a b", "file", "link"), server.names());
        assertEquals("678", server.content("a b/below/2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMDA /a b", "RMDA ../../a b", "RMDA .", "RMDA ..", "RMDA /a b/below"})
    void refusesToRemoveTheCurrentFolder(String command) {
        client.say("CWD a b/below").expect("250");

        client.say(command).expect("550");

        assertEquals("678", server.content("a b/below/2"));
    }

    @Test
    void removesNothingWithoutPermission() {
        try (var reader = new Dialogue(server)) {
            reader.login("reader");

            reader.say("RMDA a b").expect("550 Permission denied");
            reader.say("DSIZ a b").expect("213 8");
            reader.say("SITE MKDIR new/below").expect("550 Permission denied");
        }
        assertEquals(List.of("a b", "file"), server.names());
    }

    @Test
    void removesNothingWhileAnUploadRunsBelow() throws IOException {
        try (var other = Dialogue.image(server);
                var data = other.passive()) {
            other.say("STOR a b/new").expect("150");
            data.getOutputStream().write(1);
            other.awaitMoved(1);

            client.say("RMDA a b").expect("450");
        }
        assertEquals("12345", server.content("a b/1"));
    }

    @Test
    void makesTheFoldersAbove() {
        client.say("SITE MKDIR x y/\"z\"/end").expect("257 \"/x y/\"\"z\"\"/end\" is there");
        client.say("SITE MKDIR a b/below/c/d").expect("257 \"/a b/below/c/d\" is there");
        client.say("SITE MKDIR a b/below/c/d").expect("257 \"/a b/below/c/d\" is there");

        assertTrue(Files.isDirectory(server.home().resolve("x y/\"z\"/end")));
        assertTrue(Files.isDirectory(server.home().resolve("a b/below/c/d")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SITE MKDIR,          501
            SITE MKDIR file,     550
            SITE MKDIR file/new, 550
            SITE MKDIR file/new/below, 550
            """)
    void refusesFoldersThatCannotBe(String command, String code) {
        client.say(command).expect(code);
    }

    @Test
    void refusesFoldersWithoutEnd() {
        client.say("SITE MKDIR " + "d/".repeat(65)).expect("550");

        assertEquals(List.of("a b", "file"), server.names());
    }

    @Test
    void tellsItsFeatures() {
        client.say("FEAT").expect(".*\n AVBL\n DSIZ\n RMDA <path>\n.*\n SITE MKDIR\n SITE RMDIR\n.*");
    }
}
