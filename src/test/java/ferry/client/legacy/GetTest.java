package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.hash.Hashing;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that a client gets. */
final class GetTest {
    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void bringsTheFileInAFrame() {
        server.file("a.txt", "some content");

        var frame = client.say("get a.txt").frame();

        assertEquals("some content", frame.body());
        assertEquals("a.txt", frame.text("filename"));
        assertEquals("12", frame.text("file_size"));
        assertEquals(LegacyClient.md5("some content"), frame.text("md5"));
        assertEquals(LegacyClient.md5("some content"), frame.text("hash"));
        assertEquals(
                Set.of("filename", "file_size", "md5", "hash"), frame.header().keySet());
        client.expectNothing();
    }

    @Test
    void bringsFilesOneAfterTheOther() {
        server.file("a.txt", "first");
        server.file("b.txt", "second");

        assertEquals("first", client.say("get a.txt").frame().body());
        assertEquals("second", client.say("get b.txt").frame().body());
        assertEquals("first", client.say("get a.txt").frame().body());
    }

    @Test
    void bringsAnEmptyFile() {
        server.file("empty", "");

        var frame = client.say("get empty").frame();

        assertEquals("0", frame.text("file_size"));
        assertEquals(LegacyClient.md5(""), frame.text("md5"));
        assertFalse(frame.header().has("error"));
        client.expectNothing();
    }

    @Test
    void bringsALargeFile() {
        String content = "0123456789abcdef".repeat(200_000);
        server.file("large", content);

        var frame = client.say("get large").frame();

        assertEquals(content, frame.body());
        assertEquals(LegacyClient.md5(content), frame.text("md5"));
        client.expectNothing();
    }

    @Test
    void takesTheRestOfTheLineForTheName() {
        server.file("my own file.txt", "content");

        assertEquals("content", client.say("get my own file.txt").frame().body());
        assertEquals("content", client.say("get  my own file.txt \r\n").frame().body());
    }

    @Test
    void tellsTheBaseNameOfAFileInAnotherFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/a.txt", "content");

        assertEquals("a.txt", client.say("get folder/a.txt").frame().text("filename"));
        assertEquals("a.txt", client.say("get /folder/a.txt").frame().text("filename"));
    }

    @Test
    void tellsOfAMissingFileInAFrameWhoseDigestIsWrong() {
        var frame = client.say("get missing.txt").frame();

        assertEquals("missing.txt", frame.text("filename"));
        assertEquals("0", frame.text("file_size"));
        assertEquals("", frame.text("md5"));
        assertFalse(frame.text("error").isEmpty());
        client.expectNothing();
    }

    @Test
    void tellsThatTheNameIsMissing() {
        for (String command : List.of("get", "get ", "get\r\n")) {
            var frame = client.say(command).frame();

            assertEquals("0", frame.text("file_size"));
            assertEquals("", frame.text("md5"));
            assertFalse(frame.text("error").isEmpty());
        }
        client.expectNothing();
    }

    @Test
    void sendsNoFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        assertFalse(client.say("get folder").frame().text("error").isEmpty());
        assertFalse(client.say("get .").frame().text("error").isEmpty());
    }

    @Test
    void neverLeavesTheHome() throws IOException {
        Files.writeString(server.folder().resolve("secret"), "secret");
        Files.createSymbolicLink(server.home().resolve("link"), server.folder().resolve("secret"));

        for (String name : List.of("../secret", "/../secret", server.folder().resolve("secret"), "link").stream()
                .map(Object::toString)
                .toList()) {
            var frame = client.say("get " + name).frame();

            assertEquals("", frame.body(), name);
            assertFalse(frame.text("error").isEmpty(), name);
        }
        client.expectNothing();
    }

    @Test
    void refusesAControlCharacterInTheName() {
        assertFalse(client.say("get a\u0007b\n").frame().text("error").isEmpty());
    }

    @Test
    void refusesWithoutPermission() {
        var users = List.of("ftpserver.user.ferry.permissions=list,write");
        try (var closed = FerryServer.start(users);
                var stranger = new LegacyClient(closed)) {
            closed.file("a.txt", "content");

            var frame = stranger.say("get a.txt").frame();

            assertEquals("", frame.body());
            assertEquals("Permission denied", frame.text("error"));
            stranger.expectNothing();
        }
    }

    @Test
    void tellsAnotherDigestWhereTheAdministratorWantsIt() {
        try (var modern = FerryServer.start("legacy.hash=sha256");
                var other = new LegacyClient(modern)) {
            modern.file("a.txt", "content");

            var frame = other.say("get a.txt").frame();

            assertEquals(LegacyClient.digest(Hashing.sha256(), "content"), frame.text("sha256"));
            assertEquals(LegacyClient.digest(Hashing.sha256(), "content"), frame.text("hash"));
            assertFalse(frame.header().has("md5"));
        }
    }

    @Test
    void readsAFileOnlyOnceForItsDigest() throws IOException {
        var time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        var file = server.file("a.txt", "content");
        Files.setLastModifiedTime(file, time);
        String digest = client.say("get a.txt").frame().text("md5");

        Files.writeString(file, "CONTENT"); // the same size and, below, the same time: only a reader would know
        Files.setLastModifiedTime(file, time);

        assertEquals(digest, client.say("get a.txt").frame().text("md5"));
    }

    @Test
    void readsAFileAgainWhenItHasChanged() throws IOException {
        var file = server.file("a.txt", "content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        client.say("get a.txt").frame();

        Files.writeString(file, "CONTENT");

        assertEquals(
                LegacyClient.md5("CONTENT"), client.say("get a.txt").frame().text("md5"));
    }

    @Test
    void endsTheConnectionWhenAFileBecomesShorterMeanwhile() throws IOException {
        var file = server.file("large", "x".repeat(20_000_000));
        client.say("get large").expectLength();

        Files.write(file, new byte[0]);

        String came = client.everything();
        assertEquals(true, came.length() < 20_000_000, came.length() + " bytes came");
        assertEquals(true, came.endsWith("xxx"));
    }

    @Test
    void keepsThePaceOfTheUser() {
        var users = List.of("ftpserver.user.ferry.downloadrate=1000000");
        try (var slow = FerryServer.start(users);
                var patient = new LegacyClient(slow)) {
            slow.file("a", "x".repeat(1_000_000));
            long start = System.nanoTime();

            patient.say("get a").frame();

            long millis = (System.nanoTime() - start) / 1_000_000;
            assertEquals(true, millis >= 200, "a million bytes at a million a second took " + millis + " ms");
        }
    }
}
