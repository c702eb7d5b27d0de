package ferry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that come to nothing, and what else a client may do to TLS: each ends, soon, and the log says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HandshakeTest {
    private static final long DRIP_NANOS = 20_000_000;
    private static final long LONGEST_DRIP_NANOS = 10_000_000_000L;
    private static final int ALERT = 21;
    private static final int PROTOCOL_VERSION = 70;
    private static final int HANDSHAKE_FAILURE = 40;

    private final TlsServer tls = TlsServer.start("ftps.listen=127.0.0.1:0");
    private final TlsServer hasty = TlsServer.start("login-timeout=1s", "data-timeout=1s");
    private final FerryServer server = tls.daemon();
    private final LogLines log = new LogLines("ferry.server");

    @AfterEach
    void clear() {
        server.clear();
        hasty.daemon().clear();
    }

    @AfterAll
    void stop() {
        log.close();
        hasty.close();
        tls.close();
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    // ---- half-open

    @Test
    void endsAHandshakeThatDoesNotBegin() {
        try (var client = hasty.authorised()) {
            assertTrue(client.closed());
            log.await("the TLS handshake took too long");
        }
    }

    @Test
    void endsAHandshakeThatStandsStill() {
        try (var client = hasty.authorised()) {
            client.send(half(hasty.records(client.socket()).hello()));

            assertTrue(client.closed());
            log.await("the TLS handshake took too long");
        }
    }

    @Test
    void endsAHandshakeThatStandsStillBehindTheAnswer() {
        try (var client = hasty.authorised()) {
            client.send(hasty.records(client.socket()).hello());

            Eventually.holds(
                    "the end of the session", () -> hasty.daemon().daemon().connections() == 0);
        }
    }

    @Test
    void endsAHandshakeThatDrips() {
        try (var client = hasty.authorised()) {
            drip(client.socket(), hasty.records(client.socket()).hello());
            assertTrue(client.closed());
        }
    }

    /** Sends byte by byte, so slowly that the server must end it before the last one. */
    private static void drip(Socket socket, byte[] bytes) {
        long start = System.nanoTime();
        try {
            for (byte each : bytes) {
                socket.getOutputStream().write(each);
                assertTrue(System.nanoTime() - start < LONGEST_DRIP_NANOS);
                LockSupport.parkNanos(DRIP_NANOS);
            }
        } catch (IOException e) {
            return; // cut
        }
    }

    @Test
    void endsImplicitTlsThatDoesNotBegin() {
        try (var silent = TlsServer.start("ftps.listen=127.0.0.1:0", "login-timeout=300ms");
                var client = new Dialogue(silent.daemon().ftps())) {
            assertTrue(client.closed());
            Eventually.holds(
                    "the end of the session", () -> silent.daemon().daemon().connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "half", "drip", "hello"})
    void endsTheHandshakeOfADataConnectionThatStandsStill(String what) throws IOException {
        hasty.daemon().file("a", "content");
        try (var client = hasty.loggedIn();
                var lines = new LogLines("ferry.command.Failures")) {
            try (var data = client.passive()) {
                client.say("RETR a").expect("150");
                byte[] hello = client.records(data).hello();
                switch (what) {
                    case "half" -> data.getOutputStream().write(half(hello));
                    case "drip" -> drip(data, hello);
                    case "hello" -> data.getOutputStream().write(hello);
                    default -> {}
                }

                client.expect("425");
                lines.await("no data connection: the TLS handshake took too long");
            }
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @Test
    void usesNoProcessorWhileManyStandStill() {
        var bean = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        var clients = IntStream.range(0, 30).mapToObj(_ -> tls.authorised()).toList();
        try {
            clients.forEach(
                    client -> client.send(half(tls.records(client.socket()).hello())));

            Eventually.holds("a moment in which the process is at rest", () -> {
                long before = bean.getProcessCpuTime();
                LockSupport.parkNanos(200_000_000);
                return bean.getProcessCpuTime() - before < 50_000_000;
            });
        } finally {
            clients.forEach(Dialogue::close);
        }
    }

    @Test
    void leavesANewClientUnharmedByHundredsOfThem() throws IOException {
        var opened = new java.util.ArrayDeque<AutoCloseable>();
        try (var busy = TlsServer.start("login-timeout=2s", "data-timeout=2s")) {
            busy.daemon().file("a", "content");
            try {
                for (int i = 0; i < 200; i++) {
                    var client = busy.authorised();
                    opened.push(client);
                    client.send(half(busy.records(client.socket()).hello()));
                }
                for (int i = 0; i < 50; i++) {
                    var client = busy.loggedIn();
                    opened.push(client);
                    opened.push(client.passive());
                    client.say("RETR a").expect("150");
                }

                try (var client = busy.loggedIn()) {
                    assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
                }
                Eventually.holds(
                        "the end of the half-open ones",
                        () -> busy.daemon().daemon().connections() <= 50);
                for (var each : opened) {
                    if (each instanceof Dialogue client && client.socket() instanceof javax.net.ssl.SSLSocket) {
                        client.expect("425");
                    }
                }
            } finally {
                closeAll(opened);
            }
        }
    }

    private static void closeAll(Iterable<AutoCloseable> opened) {
        for (var each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    // ---- what is no handshake

    @ParameterizedTest
    @CsvSource({
        "a record that is too long,160301ffff",
        "a record of nothing,1603010000160301000016030100001603010000",
        "SSL 2,802e010002001500000010010080020080030080040080050080060040070 0c0",
        "no version,16000000050100000000",
        "no type,ff030300050100000000",
        "data,1703030005aabbccddee",
        "end of file at once,",
        "garbage,dededededededededededededededededededededededededededededede"
    })
    void endsWhatIsNoHandshake(String what, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex == null ? "" : hex.replace(" ", ""));
        try (var client = tls.authorised();
                var lines = new LogLines("ferry.server")) {
            client.send(bytes);
            client.socket().shutdownOutput();

            assertTrue(lines.await("closed: ").contains("TLS handshake"), what);
            assertEquals(1, lines.of(Level.WARN).size());
        }
    }

    @Test
    void tellsTheAlertThatCameInPlaceOfAHandshake() {
        try (var client = tls.authorised()) {
            client.send(new byte[] {ALERT, 3, 3, 0, 2, 2, HANDSHAKE_FAILURE});

            log.await("the client sent the alert handshake_failure");
        }
    }

    @Test
    void tellsTheAlertOfAClientThatDoesNotTrustTheServer() {
        try (var other = TestAuthority.create();
                var client = tls.authorised()) {
            RecordClient.over(client.socket(), other.context()).handshakeFailure();

            log.await("the client sent the alert bad_certificate");
        }
    }

    @Test
    void tellsTheAlertOfADataConnectionWhoseClientDoesNotTrustTheServer() throws IOException {
        server.file("a", "content");
        try (var other = TestAuthority.create();
                var client = tls.loggedIn();
                var lines = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say("RETR a").expect("150");
            RecordClient.over(data, other.context()).handshakeFailure();

            client.expect("425");
            lines.await("the client sent the alert bad_certificate");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void refusesOldVersions(int minor) throws IOException {
        try (var client = tls.authorised()) {
            byte[] hello = tls.records(client.socket(), "TLSv1.2").hello();
            hello[10] = (byte) minor; // the version of the client, when the list of versions is not known
            client.send(withoutVersions(hello));

            assertArrayEquals(new byte[] {2, PROTOCOL_VERSION}, alert(client.socket()));
            log.await("the TLS handshake failed");
        }
    }

    /** A hello in which nobody finds the list of versions (RFC 8446, section 4.2.1). */
    private static byte[] withoutVersions(byte[] hello) {
        var text = new String(hello, ISO_8859_1);
        assertTrue(text.contains("\0+\0\u0003\u0002\u0003\u0003"));
        return text.replace("\0+\0\u0003\u0002\u0003\u0003", "\u00fa\u00fa\0\u0003\u0002\u0003\u0003")
                .getBytes(ISO_8859_1);
    }

    /** The level and the description of the alert that comes next, in clear. */
    private static byte[] alert(Socket socket) throws IOException {
        byte[] record = socket.getInputStream().readNBytes(7);
        assertEquals(ALERT, record[0]);
        return Arrays.copyOfRange(record, 5, 7);
    }

    @Test
    void refusesAVersionThatTheAdministratorDoesNotAllow() {
        try (var newest = TlsServer.ofVersion("TLSv1.3");
                var client = newest.authorised()) {
            String failure = newest.records(client.socket(), "TLSv1.2").handshakeFailure();

            assertTrue(failure.contains("protocol_version"), failure);
        }
    }

    @Test
    void refusesAClientWithoutACommonSuite() {
        try (var narrow = TlsServer.ofVersion("TLSv1.2");
                var client = narrow.authorised()) {
            String failure = narrow.records(client.socket(), "TLSv1.2")
                    .with(parameters ->
                            parameters.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"}))
                    .handshakeFailure();

            assertTrue(failure.contains("handshake_failure"), failure);
        }
    }

    @Test
    void survivesAnyBytesInAHello() throws IOException {
        var random = new Random(4);
        for (int i = 0; i < 60; i++) {
            try (var client = new Dialogue(server.ftps())) {
                byte[] hello = tls.records(client.socket()).hello();
                for (int j = random.nextInt(1, 6); j > 0; j--) {
                    hello[random.nextInt(5, hello.length)] = (byte) random.nextInt();
                }
                client.send(hello);
                client.socket().shutdownOutput();
            }
        }

        Eventually.holds("the end of all sessions", () -> server.daemon().connections() == 0);
        assertEquals(0, log.of(Level.ERROR).size());
        try (var client = tls.loggedIn()) {
            client.say("NOOP").expect("200");
        }
    }

    // ---- what comes behind the handshake

    @Test
    void endsAClientThatWantsToShakeHandsAgain() {
        try (var client = tls.client();
                var lines = new LogLines("ferry.server.LineReader")) {
            var control = client.authByRecords(tls.context(), "TLSv1.2");
            client.login();
            control.shakeAgain();

            assertTrue(client.closed());
            lines.await("the client asked for renegotiation");
        }
    }

    @Test
    void endsAnUploadWhoseClientWantsToShakeHandsAgain() throws IOException {
        try (var client = tls.loggedIn();
                var lines = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            client.records(data, "TLSv1.2")
                    .handshake()
                    .send("part".getBytes(UTF_8))
                    .shakeAgain();

            client.expect("426");
            lines.await("the client asked for renegotiation");
            assertEquals(-1, server.names().indexOf("new"));
        }
    }

    @Test
    void servesNewKeysOnTheControlConnection() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context(), "TLSv1.3");
            client.login();
            for (int i = 0; i < 100; i++) {
                control.shakeAgain();
                client.say("NOOP").expect("200");
            }
        }
    }

    @Test
    void servesNewKeysWithinAnUpload() throws IOException {
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            var records = client.records(data, "TLSv1.3").handshake();
            for (int i = 0; i < 100; i++) {
                records.send("content".getBytes(UTF_8)).shakeAgain();
            }
            records.closeNotify();

            client.expect("226");
            assertEquals("content".repeat(100), server.content("new"));
        }
    }

    @Test
    void servesNewKeysAndTheirDataInOneSegment() throws IOException {
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            var records = client.records(data, "TLSv1.3").handshake();
            var all = new ByteArrayOutputStream();
            all.writeBytes(records.wrap(new byte[65_535])); // a byte less than the server reads at once
            all.writeBytes(records.hello());
            all.writeBytes(records.wrap("end".getBytes(UTF_8)));
            all.writeBytes(records.closing());
            records.sendRaw(all.toByteArray());

            client.expect("226");
            assertEquals(65_538, server.content("new").length());
        }
    }

    @Test
    void endsAFloodOfNewKeys() {
        try (var client = tls.client();
                var lines = new LogLines("ferry.server.LineReader")) {
            var control = client.authByRecords(tls.context(), "TLSv1.3");
            client.login();
            try {
                for (int i = 0; i < 40; i++) {
                    control.shakeAgain();
                }
            } catch (UncheckedIOException e) {
                assertTrue(client.closed()); // already
            }

            assertTrue(client.closed());
            lines.await("too many records without data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesThousandsOfTinyRecords(String version) throws IOException {
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            var records = client.records(data, version).handshake();
            var all = new ByteArrayOutputStream();
            for (int i = 0; i < 5000; i++) {
                all.writeBytes(records.wrap(new byte[] {'x'}));
            }
            all.writeBytes(records.closing());
            records.sendRaw(all.toByteArray());

            client.expect("226");
            assertEquals("x".repeat(5000), server.content("new"));
        }
    }

    @Test
    void readsRecordsThatComeByteByByte() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            for (byte each : control.wrap("NOOP\r\n".getBytes(UTF_8))) {
                control.sendRaw(new byte[] {each});
                LockSupport.parkNanos(1_000_000);
            }

            client.expect("200");
        }
    }

    @Test
    void readsCommandsThatComeByteByByte() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            for (byte each : "NOOP\r\n".getBytes(UTF_8)) {
                control.send(new byte[] {each});
            }

            client.expect("200");
        }
    }

    @Test
    void readsManyCommandsInOneRecord() {
        try (var client = tls.client().auth(tls.context()).login()) {
            client.send("NOOP\r\n".repeat(500).getBytes(UTF_8));

            for (int i = 0; i < 500; i++) {
                client.expect("200");
            }
        }
    }

    @Test
    void cutsAClientThatReadsNoReplies() {
        try (var short1 = TlsServer.start("stall-timeout=400ms");
                var client = short1.client().auth(short1.context()).login()) {
            byte[] flood = "HELP\r\n".repeat(2000).getBytes(UTF_8);
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send(flood);
                    }
                } catch (RuntimeException e) {
                    // cut, as it should be
                }
            });

            Eventually.holds(
                    "the end of the session", () -> short1.daemon().daemon().connections() == 0);
        }
    }
}
