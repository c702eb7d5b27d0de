package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers over protected data connections, in all their ways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTransferTest {
    private static final int LARGE = 20 * 1024 * 1024 + 7;
    private static final int RATE = 100_000;
    private static final Duration LEAST = Duration.ofMillis(500); // however fast the machine is

    private final TlsServer tls = TlsServer.start(FerryServer.user(
            "slow", "homedirectory=home", "writepermission=true", "uploadrate=" + RATE, "downloadrate=" + RATE));
    private final FerryServer server = tls.daemon();

    @AfterEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        tls.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void movesLargeFilesBothWays(String version) {
        byte[] content = random(LARGE);
        try (var other = TlsServer.ofVersion(version);
                var client = other.loggedIn()) {
            assertTrue(client.sendSecurely("STOR large", content).startsWith("226"));

            assertArrayEquals(content, client.receiveSecurely("RETR large"));
        }
    }

    @Test
    void movesFilesOfEveryLengthAtTheBorders() throws IOException {
        try (var client = tls.loggedIn()) {
            for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 262_144, 262_145}) {
                byte[] content = random(length);
                assertTrue(client.sendSecurely("STOR a", content).startsWith("226"));
                assertArrayEquals(content, Files.readAllBytes(server.home().resolve("a")));
                assertArrayEquals(content, client.receiveSecurely("RETR a"));
            }
        }
    }

    @Test
    void resumesADownload() {
        server.file("a", "content of a file");
        try (var client = tls.loggedIn()) {
            client.say("REST 8").expect("350");

            assertEquals("of a file", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @Test
    void resumesAnUpload() {
        server.file("a", "content of a pile and more");
        try (var client = tls.loggedIn()) {
            client.say("REST 13").expect("350");
            assertTrue(client.sendSecurely("STOR a", "file".getBytes(UTF_8)).startsWith("226"));
            assertTrue(client.sendSecurely("APPE a", "!".getBytes(UTF_8)).startsWith("226"));

            assertTrue(server.content("a").startsWith("content of a file"));
            assertTrue(server.content("a").endsWith("!"));
        }
    }

    @Test
    void findsAUniqueName() {
        try (var client = tls.loggedIn()) {
            assertTrue(client.sendSecurely("STOU", "content".getBytes(UTF_8)).startsWith("226"));

            assertEquals("content", server.content(server.names().getFirst()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST", "MLSD"})
    void listsFolders(String verb) {
        server.file("some-name", "content");
        try (var client = tls.loggedIn()) {
            assertTrue(new String(client.receiveSecurely(verb), UTF_8).contains("some-name\r\n"));
        }
    }

    @Test
    void listsLongFolders() {
        IntStream.range(0, 3000).forEach(i -> server.file("name" + i, ""));
        try (var client = tls.loggedIn()) {
            assertEquals(
                    3000,
                    new String(client.receiveSecurely("MLSD"), UTF_8)
                            .lines()
                            .filter(line -> line.contains(" name"))
                            .count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MODE Z", "MODE B", "MODE C", "TYPE A", "TYPE E", "STRU R"})
    void sendsAndTakesTheSameAsInClear(String setting) {
        server.file("a", "first line\nsecond line, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(3000));
        try (var client = tls.loggedIn()) {
            client.say(setting).expect("200");
            client.say("PROT C").expect("200");
            byte[] encoded = client.receive("RETR a");
            client.say("PROT P").expect("200");

            assertArrayEquals(encoded, client.receiveSecurely("RETR a"));
            assertTrue(client.sendSecurely("STOR b", encoded).startsWith("226"));
            assertEquals(server.content("a"), server.content("b"));
        }
    }

    // ---- active data connections

    @Test
    void connectsToThePortOfTheClient() throws IOException {
        server.file("a", "content");
        try (var client = tls.loggedIn();
                var listener = client.active()) {
            client.say("RETR a").expect("150");
            try (var data = listener.accept();
                    var secure = client.secure(data)) {
                assertEquals("content", new String(secure.getInputStream().readAllBytes(), UTF_8));
            }
            client.expect("226");
        }
    }

    @Test
    void connectsToTheExtendedPortOfTheClient() throws IOException {
        try (var client = tls.loggedIn();
                var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client.say("EPRT |1|127.0.0.1|" + listener.getLocalPort() + "|").expect("200");
            client.say("STOR a").expect("150");
            try (var data = listener.accept();
                    var secure = client.secure(data)) {
                secure.getOutputStream().write("content".getBytes(UTF_8));
                secure.shutdownOutput();
                assertEquals(-1, secure.getInputStream().read());
            }
            client.expect("226");
            assertEquals("content", server.content("a"));
        }
    }

    // ---- meanwhile

    private void makeALargeFile() throws IOException {
        try (var file = Files.newByteChannel(
                server.home().resolve("large"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            file.position(64 * 1024 * 1024).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
    }

    @Test
    void abortsADownload() throws IOException {
        makeALargeFile();
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("RETR large").expect("150");
            var records = client.records(data).handshake();
            assertEquals(1000, records.in().readNBytes(1000).length);

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            records.receive();
            assertTrue(!records.endedInOrder());
            assertTrue(client.sendSecurely("STOR a", "next".getBytes(UTF_8)).startsWith("226"));
        }
    }

    @Test
    void abortsAnUpload() throws IOException {
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            client.records(data).handshake().send("half".getBytes(UTF_8));
            client.awaitMoved(4);

            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            assertEquals(-1, server.names().indexOf("new"));
            client.say("SIZE new").expect("213 4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR large", "STOR new", "LIST"})
    void abortsAHandshake(String command) throws IOException {
        makeALargeFile();
        try (var client = tls.loggedIn();
                var log = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say(command).expect("150");
            client.say("ABOR");

            client.expect("426");
            client.expect("226");
            assertEndsSoon(data);
            client.receiveSecurely("NLST");
            assertEquals(0, log.of(org.apache.logging.log4j.Level.ERROR).size());
        }
    }

    private static void assertEndsSoon(Socket data) {
        try {
            assertEquals(-1, data.getInputStream().read());
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the data connection is still open", e);
        } catch (IOException e) {
            return; // a reset is as good an end as any
        }
    }

    @Test
    void servesStatusAndNoOperationMeanwhile() throws IOException {
        makeALargeFile();
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("RETR large").expect("150");
            client.say("NOOP").expect("200"); // within the handshake
            client.say("STAT").expect("211-.*RETR /large: 0 of 67108865 bytes.*");
            var records = client.records(data).handshake();
            assertEquals(1000, records.in().readNBytes(1000).length);

            client.say("NOOP").expect("200");
            Eventually.holds(
                    "some bytes to have moved",
                    () -> client.say("STAT")
                            .expect("211")
                            .matches("(?s).*RETR /large: [1-9][0-9]* of 67108865 bytes.*"));

            assertEquals(67_108_865 - 1000, records.receive().length);
            client.expect("226");
        }
    }

    @Test
    void awaitsTheEndOfATransferBeforeItQuits() throws IOException {
        makeALargeFile();
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("RETR large").expect("150");
            var records = client.records(data).handshake();
            client.say("QUIT");

            assertEquals(67_108_865, records.receive().length);
            client.expect("226");
            client.expect("221");
            assertTrue(client.closed());
        }
    }

    @Test
    void cutsADownloadWhoseControlConnectionEnds() throws IOException {
        makeALargeFile();
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("RETR large").expect("150");
            var records = client.records(data).handshake();
            client.hangUp();

            try {
                records.receive();
            } catch (java.io.UncheckedIOException e) {
                // a reset is as good an end as any
            }
            assertTrue(!records.endedInOrder());
            Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);
        }
    }

    @Test
    void doesNotCountARunningTransferAsSilence() throws IOException {
        try (var impatient = TlsServer.start("idle-timeout=200ms");
                var client = impatient.loggedIn();
                var other = impatient.client();
                var data = client.passive()) {
            client.say("STOR slow").expect("150");
            var records = client.records(data).handshake();
            other.auth(impatient.context()).login().expect("421"); // by then the first has been silent for longer
            records.send(new byte[2]).closeNotify();

            client.expect("226");
        }
    }

    // ---- rates

    @Test
    void slowsARetrieval() {
        server.file("a", "x".repeat(2 * RATE));
        try (var client = tls.client().protect(tls.context()).login("slow")) {
            client.say("TYPE I").expect("200");
            long start = System.nanoTime();

            assertEquals(2 * RATE, client.receiveSecurely("RETR a").length);
            assertTookLong(start);
        }
    }

    @Test
    void slowsAStore() {
        try (var client = tls.client().protect(tls.context()).login("slow")) {
            client.say("TYPE I").expect("200");
            long start = System.nanoTime();

            assertTrue(client.sendSecurely("STOR a", random(2 * RATE)).startsWith("226"));
            assertTookLong(start);
        }
    }

    private static void assertTookLong(long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(LEAST) >= 0, took.toString());
    }

    // ---- many

    @Test
    void servesManyClientsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = threads.invokeAll(
                    IntStream.range(0, 12).mapToObj(this::transfers).toList());
            for (var each : done) {
                assertTrue(each.get());
            }
        }
    }

    private Callable<Boolean> transfers(int number) {
        return () -> {
            byte[] content = random(300_000 + number);
            try (var client = tls.loggedIn()) {
                for (int i = 0; i < 5; i++) {
                    assertTrue(client.sendSecurely("STOR a" + number, content).startsWith("226"));
                    assertArrayEquals(content, client.receiveSecurely("RETR a" + number));
                }
            }
            return true;
        };
    }
}
