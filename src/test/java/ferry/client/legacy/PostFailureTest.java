package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts that fail: the old file stays, nothing else does, and the connection ends. */
final class PostFailureTest {
    private static final byte[] POST = "post".getBytes(StandardCharsets.US_ASCII);

    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @BeforeEach
    void makeAFile() {
        server.file("a.txt", "before");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void refusesAWrongDigestAndSaysSoInTheLog() throws IOException {
        try (var log = new LogLines("ferry.legacy.Conversation")) {
            String header = LegacyClient.header("a.txt", "content", LegacyClient.md5("other"));

            client.send(Bytes.concat(POST, LegacyClient.frame(header, "content")));

            assertTrue(client.closed());
            assertNothingHasChanged();
            log.await("post \"a.txt\": The digest is wrong");
        }
    }

    @Test
    void keepsNothingOfABodyThatIsTooShort() throws IOException {
        try (var log = new LogLines("ferry.command.Failures")) {
            byte[] all = LegacyClient.post("a.txt", "x".repeat(100_000));

            client.send(Arrays.copyOf(all, all.length - 1)).finish();

            assertTrue(client.closed());
            assertNothingHasChanged();
            log.await("the client closed 1 bytes before the end");
        }
    }

    @Test
    void keepsNothingWhenTheClientVanishes() throws IOException {
        byte[] all = LegacyClient.post("new.txt", "x".repeat(100_000));

        client.send(Arrays.copyOf(all, 50_000));
        Eventually.holds("the post to begin", () -> names(server).size() == 2);
        client.close();

        Eventually.holds("the connection to end", () -> server.daemon().connections() == 0);
        assertNothingHasChanged();
    }

    @Test
    void keepsNothingOfAClientThatStops() throws IOException {
        try (var impatient = FerryServer.start("stall-timeout=100ms");
                var lazy = new LegacyClient(impatient)) {
            byte[] all = LegacyClient.post("a.txt", "content");

            lazy.send(Arrays.copyOf(all, all.length - 1));

            assertTrue(lazy.closed());
            Eventually.holds("the connection ends", () -> impatient.daemon().connections() == 0);
            assertEquals(List.of(), names(impatient));
        }
    }

    @Test
    void refusesWithoutPermission() throws IOException {
        try (var readOnly = FerryServer.start(List.of("ftpserver.user.ferry.permissions=list,read"));
                var stranger = new LegacyClient(readOnly);
                var log = new LogLines("ferry.legacy.Conversation")) {
            stranger.send(LegacyClient.post("a.txt", "content"));

            assertTrue(stranger.closed());
            assertEquals(List.of(), names(readOnly));
            log.await("post \"a.txt\": Permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "..", ".", ""})
    void refusesANameThatIsNone(String name) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        client.send(LegacyClient.post(name, "content"));

        assertTrue(client.closed());
        assertEquals(List.of("a.txt", "folder"), names(server));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"filename\": \"a.txt\"}",
                "{\"filename\": \"a.txt\", \"file_size\": -7}",
                "{\"filename\": \"a.txt\", \"file_size\": 7",
                "{\"filename\": \"a.txt\", \"file_size\": \"seven\"}"
            })
    void endsTheConnectionAfterAHeaderThatIsNone(String header) throws IOException {
        try (var log = new LogLines("ferry.legacy.LegacyConnection")) {
            client.send(Bytes.concat(POST, LegacyClient.frame(header, "content")));

            assertTrue(client.closed());
            assertNothingHasChanged();
            log.await("post: the header");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 0x7fffffff, -1, 0x64636261})
    void endsTheConnectionAfterALengthThatNoHeaderHas(int length) throws IOException {
        byte[] bytes = {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)};

        client.say("post\n");
        client.send(Bytes.concat(bytes, "{\"filename\": \"a.txt\"}\n".getBytes(StandardCharsets.US_ASCII)));

        assertTrue(client.closed());
        assertNothingHasChanged();
    }

    @Test
    void endsTheConnectionWhenACommandFollowsInsteadOfAFrame() throws IOException {
        client.say("post a.txt\n").say("dirs and more\n");

        assertTrue(client.closed());
        assertNothingHasChanged();
    }

    private void assertNothingHasChanged() throws IOException {
        assertEquals("before", server.content("a.txt"));
        assertEquals(List.of("a.txt"), names(server));
    }

    private static List<String> names(FerryServer server) throws IOException {
        try (var files = Files.list(server.home())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
