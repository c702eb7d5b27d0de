package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STAT: the state of the session, or a listing over the control connection. */
final class StatTest {
    private final FerryServer server =
            FerryServer.start(FerryServer.user("blind", "homedirectory=home", "permissions=read"));
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsWhoIsConnectedAndHow() {
        client.say("TYPE I").expect("200");

        client.say("STAT").expect("""
                211-Ferry
                 Connected from 127\\.0\\.0\\.1
                 Host: \\(default\\)
                 Logged in as ferry
                 Names: UTF-8
                 TYPE: IMAGE, STRU: FILE, MODE: STREAM
                 No data port
                 No transfer is running
                211 End of status""");
    }

    @Test
    void tellsTheDataPort() {
        int port = client.passivePort();

        client.say("STAT").expect("211-.*\n Passive, at port " + port + "\n.*");
    }

    @Test
    void listsAFolder() throws IOException {
        server.file("b.txt", "12345");
        server.file(".hidden", "");
        Files.createDirectory(server.home().resolve("folder"));

        client.say("STAT .").expect("212-[^\n]*\n -rw[^\n]* 5 [^\n]* b\\.txt\n d[^\n]* folder\n212 [^\n]*");
    }

    @Test
    void listsTheEntriesOfAnEmptyFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        client.say("STAT folder").expect("212-[^\n]*\n212 [^\n]*");
    }

    @Test
    void tellsOfAFile() {
        server.file("a.txt", "12345");

        client.say("STAT a.txt").expect("213-[^\n]*\n -rw[^\n]* 5 [^\n]* a\\.txt\n213 [^\n]*");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            *.txt,     a.txt b.txt
            ?.jpg,     c.jpg
            -a .*,     .hidden
            -r *.txt,  b.txt a.txt
            *.png,     ''
            folder/*,  d.txt
            """)
    void takesPatternsAndOptions(String argument, String names) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        for (String name : List.of("a.txt", "b.txt", "c.jpg", ".hidden", "folder/d.txt")) {
            server.file(name, "");
        }

        var lines = client.say("STAT " + argument).expect("212").lines().toList();

        var told = lines.subList(1, lines.size() - 1).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
        assertEquals(names, String.join(" ", told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "missing/*", "/missing/a.txt"})
    void answers550ToWhatIsMissing(String pathname) {
        client.say("STAT " + pathname).expect("550");
    }

    @Test
    void answers550WithoutThePermissionToList() {
        server.file("a.txt", "");

        try (var blind = new Dialogue(server).login("blind")) {
            blind.say("STAT a.txt").expect("550");
            blind.say("STAT .").expect("550");
            blind.say("STAT").expect("211");
        }
    }

    @Test
    void stopsAfterAThousandLinesAndSaysSo() throws IOException {
        for (int i = 0; i < 1200; i++) {
            Files.createFile(server.home().resolve("file-" + i));
        }

        var lines = client.say("STAT .").expect("212").lines().toList();

        assertEquals(1003, lines.size());
        assertEquals(" and more: use LIST", lines.get(1001));
    }

    @Test
    void needsALogin() {
        try (var stranger = new Dialogue(server)) {
            stranger.say("STAT").expect("530");
        }
    }
}
