package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** max-file-size of the configuration and of the users file. */
final class FileSizeTest {
    private final FerryServer server = FerryServer.start(users(), "max-file-size=1K");
    private final Dialogue client = Dialogue.image(server);

    private static List<String> users() {
        var users = new ArrayList<>(
                FerryServer.user("large", "homedirectory=home", "writepermission=true", "max-file-size=2K"));
        users.addAll(FerryServer.user("free", "homedirectory=home", "writepermission=true", "max-file-size=0"));
        return users;
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static String bytes(int count) {
        return "x".repeat(count);
    }

    @Test
    void letsStoreFilesUpToIt() {
        client.transmit("STOR a", bytes(1024)).expect("226");
        client.transmit("STOR b", bytes(1024)).expect("226");

        assertEquals(bytes(1024), server.content("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOR a", "STOU", "APPE a"})
    void endsAnUploadThatGrowsBeyondIt(String command) {
        server.file("a", "old");

        client.transmit(command, bytes(1025)).expect("552 The file is larger than files may be here");

        assertEquals(List.of("a"), server.names());
        assertEquals("old", server.content("a"));
    }

    @Test
    void readsOnForAClientThatSendsAllBeforeItLooksAtTheReply() {
        client.transmit("STOR a", bytes(8 << 20)).expect("552 The file is larger than files may be here");

        assertEquals(List.of(), server.names());
    }

    @Test
    void refusesWhatWouldBeLargerBeforeItComes() {
        server.file("a", bytes(1024));
        server.file("large", bytes(5000));
        client.passivePort();

        client.say("APPE a").expect("552");
        client.say("REST 1025").expect("350");
        client.say("STOR large").expect("552");
        client.say("SITE COPY large b").expect("552");
        client.say("COMB b a large").expect("552");
        client.say("ALLO 1025").expect("504 Files have at most 1024 bytes here");
        client.say("ALLO 1024").expect("200");

        assertEquals(List.of("a", "large"), server.names());
    }

    @Test
    void letsBeReadWhatIsLarger() {
        server.file("large", bytes(5000));

        assertEquals(bytes(5000), client.receiveText("RETR large"));
    }

    @Test
    void isOfTheUserWhereTheUserHasOne() {
        try (var large = new Dialogue(server).login("large");
                var free = new Dialogue(server).login("free")) {
            large.transmit("STOR a", bytes(2048)).expect("226");
            large.transmit("STOR a", bytes(2049)).expect("552");
            free.transmit("STOR a", bytes(5000)).expect("226");
        }
    }
}
