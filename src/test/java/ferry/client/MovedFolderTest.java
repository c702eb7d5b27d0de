package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Folders that somebody moves or deletes on the disk while sessions are in them: no session leaves the home by that. */
final class MovedFolderTest {
    private static final List<String> COMMANDS = List.of(
            "LIST",
            "NLST",
            "MLSD",
            "RETR a.txt",
            "STOR new.txt",
            "STOU",
            "APPE new.txt",
            "MKD new",
            "DELE a.txt",
            "RMD inner",
            "RNFR a.txt",
            "SIZE a.txt",
            "MDTM a.txt",
            "MFMT 20260101000000 a.txt",
            "SITE CHMOD 600 a.txt",
            "MLST a.txt",
            "HASH a.txt",
            "CWD inner",
            "RMDA inner",
            "SITE COPY a.txt b.txt");

    private final FerryServer server = FerryServer.start();
    private final Path inside = server.home().resolve("folder");
    private final Path outside = server.folder().resolve("outside");

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(inside.resolve("inner"));
        Files.writeString(inside.resolve("a.txt"), "content");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertAllRefused(Dialogue client, String... but) {
        var commands = new ArrayList<>(COMMANDS);
        commands.removeAll(List.of(but));
        for (String command : commands) {
            client.passivePort();
            client.say(command).expect("(450|550|553) .*");
        }
    }

    private void assertAsBefore(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            assertEquals(
                    List.of("a.txt", "inner"),
                    names.map(name -> name.getFileName().toString()).sorted().toList());
        }
        assertEquals("content", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void areLeftWhenTheyAreMovedOutOfTheHome() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("CWD folder").expect("250");
            Files.move(inside, outside);

            assertAllRefused(client);

            client.say("PWD").expect("257 \"/folder\" .*");
            client.say("CDUP").expect("200");
            assertEquals("", client.receiveText("NLST"));
            assertAsBefore(outside);
        }
    }

    @Test
    void areLeftWhenALinkTakesTheirPlace() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("CWD folder").expect("250");
            Files.move(inside, outside);
            Files.createSymbolicLink(inside, outside);

            assertAllRefused(client, "LIST", "NLST");
            for (String command : List.of("LIST", "NLST")) {
                assertFalse(client.receiveText(command).contains("a.txt"), command); // but the link itself
            }

            assertAsBefore(outside);
        }
    }

    @Test
    void mayBeTheHomeItself() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("CWD folder").expect("250");
            var moved = Files.move(server.home(), outside);

            assertAllRefused(client);
            client.say("CWD /").expect("550");
            client.say("PWD").expect("257 \"/folder\" .*");

            Files.move(moved, server.home());
            assertEquals("content", client.receiveText("RETR a.txt"));
            assertAsBefore(inside);
        }
    }

    @Test
    void mayBeTheHomeWhichIsDeleted() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("CWD folder").expect("250");
            PathUtils.deleteDirectory(server.home());

            assertAllRefused(client);
            client.say("CWD /").expect("550");

            client.login();
            client.say("TYPE I").expect("200");
            client.transmit("STOR new.txt", "new").expect("226");
            assertEquals(List.of("new.txt"), server.names());
        }
    }
}
