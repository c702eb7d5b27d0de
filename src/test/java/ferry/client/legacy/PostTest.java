package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a client posts. */
final class PostTest {
    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void storesAFileAndAnswersNothing() {
        client.send(LegacyClient.post("a.txt", "content")).expectNothing();

        assertEquals("content", server.content("a.txt"));
    }

    @Test
    void storesAFileWhoseFrameComesLater() {
        client.say("post a.txt\n");

        client.send(
                LegacyClient.frame(LegacyClient.header("a.txt", "content", LegacyClient.md5("content")), "content"));

        client.expectNothing();
        assertEquals("content", server.content("a.txt"));
    }

    @Test
    void storesFilesOneAfterTheOther() {
        byte[] all = Bytes.concat(
                LegacyClient.post("a.txt", "first"),
                LegacyClient.post("b.txt", "second"),
                "paths".getBytes(StandardCharsets.US_ASCII));

        client.send(all).expect("/").expectNothing();

        assertEquals("first", server.content("a.txt"));
        assertEquals("second", server.content("b.txt"));
    }

    @Test
    void storesAnEmptyFile() {
        client.send(LegacyClient.post("empty", "")).expectNothing();

        assertEquals("", server.content("empty"));
    }

    @Test
    void storesALargeFile() {
        String content = "0123456789abcdef".repeat(200_000);

        client.send(LegacyClient.post("large", content)).expectNothing();

        assertEquals(content, server.content("large"));
    }

    @Test
    void replacesAFile() {
        server.file("a.txt", "a longer text of before");

        client.send(LegacyClient.post("a.txt", "new")).expectNothing();

        assertEquals("new", server.content("a.txt"));
    }

    @Test
    void prefersTheNameOfTheHeader() {
        byte[] frame = LegacyClient.frame("{\"file_name\": \"b.txt\", \"size\": 7}", "content");

        client.send(Bytes.concat("post a.txt".getBytes(StandardCharsets.US_ASCII), frame))
                .expectNothing();

        assertEquals("content", server.content("b.txt"));
        assertEquals(false, Files.exists(server.home().resolve("a.txt")));
    }

    @Test
    void fallsBackToTheNameOfTheCommand() {
        byte[] frame = LegacyClient.frame("{\"size\": 7}", "content");

        client.send(Bytes.concat("post C:\\docs\\my a.txt".getBytes(StandardCharsets.US_ASCII), frame))
                .expectNothing();

        assertEquals("content", server.content("my a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/a.txt", "../../a.txt", "C:\\\\docs\\\\a.txt", "folder/a.txt"})
    void storesUnderTheBaseNameInTheCurrentFolder(String name) throws IOException {
        Files.createDirectory(server.home().resolve("sub"));
        client.say("chdir sub").expect(" ");

        client.send(LegacyClient.post(name, "content")).expectNothing();

        assertEquals("content", server.content("sub/a.txt"));
    }

    @Test
    void checksOtherDigestsToo() {
        for (var function : new com.google.common.hash.HashFunction[] {Hashing.sha256(), Hashing.sha512()}) {
            String header = LegacyClient.header("a.txt", "content", LegacyClient.digest(function, "content"));

            client.say("post").send(LegacyClient.frame(header, "content")).expectNothing();
        }
        assertEquals("content", server.content("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"md5\": \"xxdxxx\"", "\"hash\": null", "\"x\": 1"})
    void takesAFileWithoutADigestAndSaysSoInTheLog(String digest) {
        try (var log = new LogLines("ferry.legacy.Conversation")) {
            byte[] frame = LegacyClient.frame("{\"filename\": \"a.txt\", \"file_size\": 7, " + digest + "}", "content");

            client.say("post").send(frame).expectNothing();

            assertEquals("content", server.content("a.txt"));
            log.await("no digest");
        }
    }
}
