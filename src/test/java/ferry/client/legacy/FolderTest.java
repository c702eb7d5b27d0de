package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client is and what is there: dirs, paths and chdir. */
final class FolderTest {
    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsTheNamesWithABlankBetween() throws IOException {
        server.file("b.txt", "");
        server.file("a b.txt", "");
        server.file(".hidden", "");
        Files.createDirectory(server.home().resolve("folder"));

        client.say("dirs").expect(".hidden a b.txt b.txt folder").expectNothing();
    }

    @Test
    void tellsOneBlankForAnEmptyFolder() {
        client.say("dirs").expect(" ").expectNothing();
    }

    @Test
    void tellsManyNames() {
        String longPart = "-x".repeat(100); // so that all of them fill the largest buffer more than once
        String names = IntStream.range(1000, 4000).mapToObj(i -> i + longPart).collect(Collectors.joining(" "));
        for (String name : names.split(" ", -1)) {
            server.file(name, "");
        }

        client.say("dirs").expect(names).expectNothing();
    }

    @Test
    void changesTheFolderAndTellsTheNamesInIt() throws IOException {
        Files.createDirectories(server.home().resolve("my folder/below"));
        server.file("my folder/a.txt", "content");

        client.say("chdir my folder").expect("a.txt below");
        client.say("dirs").expect("a.txt below");
        client.say("paths").expect("/my folder");
        assertEquals("content", client.say("get a.txt").frame().body());
        client.say("chdir below").expect(" ");
        client.say("paths").expect("/my folder/below");
        client.say("chdir ..").expect("a.txt below");
        client.say("chdir /").expect("my folder").expectNothing();
    }

    @Test
    void tellsTheHomeAsARoot() {
        client.say("paths").expect("/").expectNothing();
    }

    @Test
    void keepsAFolderForEachConnection() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        try (var other = new LegacyClient(server)) {
            client.say("chdir folder").expect(" ");

            other.say("paths").expect("/");
            other.say("dirs").expect("folder");
            client.say("paths").expect("/folder");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chdir missing", "chdir a.txt", "chdir", "chdir  ", "chdir link", "chdir \u0007\n"})
    void staysWhereItIsWhenAFolderCannotBeEntered(String command) throws IOException {
        server.file("a.txt", "");
        Files.createDirectories(server.home().resolve("folder"));
        Files.createSymbolicLink(server.home().resolve("link"), server.folder());
        client.say("chdir folder").expect(" ").say("chdir ..").expect("a.txt folder link");

        client.say(command).expect("error: ");
        String reason = client.rest();

        assertEquals(false, reason.isBlank());
        client.say("paths").expect("/");
    }

    @Test
    void neverLeavesTheHome() {
        server.file("a.txt", "");

        for (String name : List.of("..", "../..", "/", "/..", "../../home", ".")) {
            client.say("chdir " + name + "\n");
            String answer = client.rest();

            assertEquals(true, answer.equals("a.txt") || answer.startsWith("error: "), name + ": " + answer);
            client.say("paths").expect("/");
        }
    }

    @Test
    void tellsWhyNothingCanBeListed() {
        try (var closed = FerryServer.start(List.of("ftpserver.user.ferry.permissions=read,write"));
                var stranger = new LegacyClient(closed)) {
            stranger.say("dirs").expect("error: Permission denied").expectNothing();
        }
    }
}
