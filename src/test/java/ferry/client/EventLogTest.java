package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What log.xferlog and log.json make of a session. */
final class EventLogTest {
    @TempDir
    private Path folder;

    private FerryServer start() {
        return FerryServer.start("log.xferlog=" + folder.resolve("xferlog"), "log.json=" + folder.resolve("json"));
    }

    private List<String> xferlog() throws IOException {
        return Files.readAllLines(folder.resolve("xferlog"), StandardCharsets.ISO_8859_1);
    }

    private List<JsonObject> json() throws IOException {
        return Files.readAllLines(folder.resolve("json")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    void tellsWhoMovedWhat() throws IOException {
        String disk;
        try (var server = start()) {
            disk = server.home().toString();
            try (var client = Dialogue.image(server)) {
                client.transmit("STOR a b.txt", "twelve bytes").expect("226");
                client.receive("RETR a b.txt");
                client.transmitAndBreak("STOR broken", "some").expect("426");
                client.say("DELE a b.txt").expect("250");
                client.say("QUIT").expect("221");
            }
        }
        assertEquals(
                List.of(
                        "12 " + disk + "/a_b.txt b _ i r ferry ftp 0 * c",
                        "12 " + disk + "/a_b.txt b _ o r ferry ftp 0 * c",
                        "4 " + disk + "/broken b _ i r ferry ftp 0 * i",
                        "0 " + disk + "/a_b.txt b _ d r ferry ftp 0 * c"),
                xferlog().stream()
                        .map(line -> line.substring(line.indexOf(" 127.0.0.1 ") + " 127.0.0.1 ".length()))
                        .toList());
        assertEquals(
                List.of("login", "upload", "download", "upload-failed", "delete", "logout"),
                json().stream().map(line -> line.get("event").getAsString()).toList());
        var failed = json().get(3);
        assertEquals("data connection broken", failed.get("reason").getAsString());
        assertEquals("/broken", failed.get("path").getAsString());
    }

    /** What logrotate does: rename, reload. */
    @Test
    void beginsNewFilesAtAReload() throws FaultyFileException, IOException {
        String[] settings = {"log.xferlog=" + folder.resolve("xferlog"), "log.json=" + folder.resolve("json")};
        try (var server = FerryServer.start(settings);
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "1").expect("226");
            Files.move(folder.resolve("xferlog"), folder.resolve("xferlog.1"));
            server.reload(settings);
            client.transmit("STOR b.txt", "1").expect("226");
        }
        assertTrue(Files.readString(folder.resolve("xferlog.1")).contains("/a.txt b _ i"));
        assertEquals(1, xferlog().size());
        assertTrue(xferlog().getFirst().contains("/b.txt b _ i"), xferlog()::toString);
    }

    @Test
    void tellsADigestThatIsKnown() throws IOException {
        try (var server = start()) {
            var file = server.file("a.txt", "content");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            try (var client = Dialogue.image(server)) {
                client.receive("RETR a.txt");
                client.say("HASH a.txt").expect("213");
                client.receive("RETR a.txt");
            }
        }
        var downloads = json().stream()
                .filter(line -> line.get("event").getAsString().equals("download"))
                .toList();
        assertFalse(downloads.getFirst().has("digest"), "nobody had asked for it");
        assertEquals(
                "sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73",
                downloads.get(1).get("digest").getAsString());
    }

    @Test
    void letsNoClientForgeALine() throws IOException {
        try (var server = start()) {
            try (var client = new Dialogue(server)) {
                client.say("CLNT x\",\"user\":\"root\u2028{").expect("200");
                client.say("USER a\"}\u2028{\"event\":\"ban\"").expect("331");
                client.say("PASS wrong").expect("530");
                client.login();
                client.say("TYPE I").expect("200");
                client.transmit("STOR x 1 b _ o r root ftp 0 * c\u2028Sun", "1").expect("226");
                client.transmit("STOR \u6587", "1").expect("226");
            }
        }
        assertEquals(2, xferlog().size());
        assertTrue(xferlog().getFirst().contains("/x_1_b___o_r_root_ftp_0_*_c_Sun b _ i r ferry"), xferlog()::toString);
        assertTrue(Files.readString(folder.resolve("xferlog")).contains("/\u6587 b _ i "), xferlog()::toString);
        assertEquals(
                List.of("login-failed", "login", "upload", "upload", "logout"),
                json().stream().map(line -> line.get("event").getAsString()).toList());
        assertEquals("ferry", json().get(1).get("user").getAsString());
        assertEquals("/\u6587", json().get(3).get("path").getAsString());
    }
}
