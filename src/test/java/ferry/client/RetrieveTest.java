package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RETR: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetrieveTest {
    private final FerryServer server =
            FerryServer.start(FerryServer.user("writer", "homedirectory=home", "permissions=list,write"));

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 262_144, 262_145, 5_000_000})
    void sendsAllBytes(int size) throws IOException {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(server.home().resolve("file"), content);

        try (var client = Dialogue.image(server)) {
            assertArrayEquals(content, client.receive("RETR file"));
        }
    }

    @Test
    void tellsTheSizeBeforeItSends() throws IOException {
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR a.txt").expect("150 .*\\(5 bytes\\)");
            data.getInputStream().readAllBytes();
            client.expect("226");
        }
    }

    @Test
    void sendsAFileOfAnotherFolder() throws IOException {
        Files.createDirectories(server.home().resolve("folder/inner"));
        server.file("folder/inner/a.txt", "12345");

        try (var client = Dialogue.image(server)) {
            client.say("CWD folder").expect("250");

            assertEquals("12345", client.receiveText("RETR inner/a.txt"));
            assertEquals("12345", client.receiveText("RETR /folder/inner/a.txt"));
            assertEquals("12345", client.receiveText("RETR ../folder/./inner/../inner/a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "folder", "/", "a.txt/b", "*.txt", "~"})
    void refusesWhatIsNoFile(String pathname) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server)) {
            client.passivePort();
            client.say("RETR " + pathname).expect("550");
        }
    }

    @Test
    void refusesAUserWhoMayNotRead() {
        server.file("a.txt", "12345");

        try (var client = new Dialogue(server).login("writer")) {
            client.passivePort();
            client.say("RETR a.txt").expect("550");
        }
    }

    @Test
    void keepsTheDataPortWhenThereWasNoFile() throws IOException {
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("RETR missing").expect("550");

            client.say("RETR a.txt").expect("150");
            assertEquals("12345", new String(data.getInputStream().readAllBytes(), UTF_8));
            client.expect("226");
        }
    }

    @Test
    void answers425WithoutADataPort() {
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server)) {
            client.say("RETR a.txt").expect("425");
        }
    }

    @Test
    void usesADataPortForOneTransferOnly() {
        server.file("a.txt", "12345");

        try (var client = Dialogue.image(server)) {
            client.receive("RETR a.txt");

            client.say("RETR a.txt").expect("425");
        }
    }

    @Test
    void answers426WhenTheClientClosesTheDataConnection() throws IOException {
        sparse(server.home().resolve("large"), 64_000_000);

        try (var client = Dialogue.image(server)) {
            try (var data = client.passive()) {
                client.say("RETR large").expect("150");
                assertTrue(data.getInputStream().read() >= 0);
            }

            client.expect("426");
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void answers451WhenTheFileBecomesShorter() throws IOException {
        var large = server.home().resolve("large");
        sparse(large, 64_000_000);

        try (var client = Dialogue.image(server);
                var data = slow(client)) {
            client.say("RETR large").expect("150");

            try (var file = FileChannel.open(large, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }

            assertTrue(data.getInputStream().readAllBytes().length < 64_000_000);
            client.expect("451");
        }
    }

    @Test
    void sendsNoMoreThanItHasTold() throws IOException {
        server.file("growing", "12345");

        try (var client = Dialogue.image(server);
                var listener = client.active()) {
            client.say("RETR growing").expect("150 .*\\(5 bytes\\)");
            server.file("growing", "1234567");

            try (var data = listener.accept()) {
                data.setSoTimeout(Dialogue.PATIENCE_MILLIS);
                assertEquals(5, data.getInputStream().readAllBytes().length);
            }
            client.expect("226");
        }
    }

    /** A passive data connection that takes little at a time. */
    private static Socket slow(Dialogue client) throws IOException {
        int port = client.passivePort();
        var data = new Socket();
        data.setReceiveBufferSize(4096);
        data.connect(new InetSocketAddress(client.socket().getInetAddress(), port), Dialogue.PATIENCE_MILLIS);
        data.setSoTimeout(Dialogue.PATIENCE_MILLIS);
        return data;
    }

    private static void sparse(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
    }
}
