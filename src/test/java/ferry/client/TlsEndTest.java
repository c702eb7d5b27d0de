package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections under TLS end, and what their ends are taken for: RFC 8446, section 6.1; RFC 4217, section 12.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsEndTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);
    private static final int SHORT = 64;
    /** More than the sockets of both sides hold. */
    private static final int LARGE = 32 * 1024 * 1024;

    private final TlsServer tls = TlsServer.start("stall-timeout=700ms");
    private final FerryServer server = tls.daemon();

    @AfterEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        tls.close();
    }

    /** Begins a transfer whose data connection goes record by record. */
    private static RecordClient begin(Dialogue client, String command, String... versions) {
        var data = client.passive();
        client.say(command).expect("150");
        return client.records(data, versions).handshake();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(out)) {
            deflating.write(bytes);
        }
        return out.toByteArray();
    }

    // ---- uploads

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void takesAnUploadThatEndsInOrder(String version) {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new", version)) {
            data.send(CONTENT).closeNotify();

            client.expect("226");
            assertEquals(new String(CONTENT, UTF_8), server.content("new"));
        }
    }

    @ParameterizedTest
    @CsvSource({"STOR new,TLSv1.2", "STOR new,TLSv1.3", "APPE new,TLSv1.2", "APPE new,TLSv1.3"})
    void keepsAnUploadWithoutCloseNotifyForItsResume(String command, String version) throws IOException {
        try (var client = tls.loggedIn()) {
            try (var data = begin(client, command, version)) {
                data.send(CONTENT).socket().shutdownOutput();
                client.expect("426");
            }

            assertFalse(Files.exists(server.home().resolve("new")));
            client.say("SIZE new").expect("213 " + CONTENT.length);
            assertTrue(client.sendSecurely("APPE new", CONTENT).startsWith("226"));
            assertEquals(new String(CONTENT, UTF_8).repeat(2), server.content("new"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void givesNoNameToAUniqueUploadWithoutCloseNotify(String version) throws IOException {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOU", version)) {
            data.send(CONTENT).socket().shutdownOutput();

            client.expect("426");
            assertEquals(0, visible());
        }
    }

    private long visible() {
        return server.names().stream().filter(name -> !name.startsWith(".")).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void leavesTheFileBesideAnUploadWithoutCloseNotifyAsItWas(String version) throws IOException {
        server.file("old", "old content");
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR old", version)) {
            data.send(CONTENT).socket().shutdownOutput();

            client.expect("426");
            assertEquals("old content", server.content("old"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusesWholeDeflateDataWithoutCloseNotify(String version) throws IOException {
        try (var client = tls.loggedIn()) {
            client.say("MODE Z").expect("200");
            try (var data = begin(client, "STOR new", version)) {
                data.send(deflated(CONTENT)).socket().shutdownOutput();

                client.expect("426");
                assertEquals(0, visible());
            }
        }
    }

    @Test
    void takesDeflateDataThatEndInOrder() throws IOException {
        try (var client = tls.loggedIn()) {
            client.say("MODE Z").expect("200");
            try (var data = begin(client, "STOR new")) {
                data.send(deflated(CONTENT)).closeNotify();

                client.expect("226");
                assertEquals(new String(CONTENT, UTF_8), server.content("new"));
            }
        }
    }

    @Test
    void refusesAnUploadOfNothingWithoutCloseNotify() throws IOException {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new")) {
            data.socket().shutdownOutput();

            client.expect("426");
            assertEquals(0, visible());
        }
    }

    @Test
    void takesAnUploadOfNothingThatEndsInOrder() {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new")) {
            data.closeNotify();

            client.expect("226");
            assertEquals("", server.content("new"));
        }
    }

    @Test
    void takesAnyEndWhereTheAdministratorLetsIt() throws IOException {
        try (var lenient = TlsServer.start("tls.close-notify=accept");
                var client = lenient.loggedIn();
                var data = begin(client, "STOR new")) {
            data.send(CONTENT).socket().shutdownOutput();

            client.expect("226");
            assertEquals(new String(CONTENT, UTF_8), lenient.daemon().content("new"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void takesNoEndWithinARecord(String version) throws IOException {
        try (var lenient = TlsServer.start("tls.close-notify=accept");
                var client = lenient.loggedIn();
                var data = begin(client, "STOR new", version)) {
            byte[] record = data.send(CONTENT).wrap(CONTENT);
            data.sendRaw(Arrays.copyOf(record, record.length - 1)).socket().shutdownOutput();

            client.expect("426");
            assertFalse(lenient.daemon().names().contains("new"));
        }
    }

    @Test
    void takesAnyEndOfOneUserWhereTheAdministratorLetsIt() throws IOException {
        var users = FerryServer.user("careless", "writepermission=true", "tls-close-notify=accept");
        try (var strict = TlsServer.start(users);
                var client = strict.client().protect(strict.context()).login("careless")) {
            assertTrue(afterABareEnd(client).startsWith("226"));
        }
    }

    @Test
    void takesAnyEndAtOnePortWhereTheAdministratorLetsIt() throws IOException {
        try (var both = TlsServer.start("ftp.listen=127.0.0.1:0 tls.close-notify=accept, 127.0.0.1:0");
                var lenient = both.loggedIn();
                var strict = new Dialogue(both.daemon().daemon().ftp().get(1).address())) {
            strict.expect("220");
            strict.protect(both.context()).login();

            assertTrue(afterABareEnd(lenient).startsWith("226"));
            assertTrue(afterABareEnd(strict).startsWith("426"));
        }
    }

    private static String afterABareEnd(Dialogue client) throws IOException {
        client.say("TYPE I").expect("200");
        try (var data = begin(client, "STOR new")) {
            data.send(CONTENT).socket().shutdownOutput();
            return client.read();
        }
    }

    @Test
    void keepsAnUploadThatEndsByAReset() {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new")) {
            data.send(CONTENT);
            client.awaitMoved(CONTENT.length);
            data.reset();

            client.expect("426");
            assertEquals(0, visible());
            client.say("SIZE new").expect("213 " + CONTENT.length);
        }
    }

    @Test
    void takesAnUploadThatWasResetBehindItsEnd() {
        for (int i = 0; i < 20; i++) {
            try (var client = tls.loggedIn();
                    var log = new LogLines("ferry.command.Failures");
                    var data = begin(client, "STOR new" + i)) {
                data.send(CONTENT).closeNotify();
                data.reset();

                String reply = client.read();
                assertTrue(reply.startsWith("226"), () -> reply + log.lines());
                assertEquals(new String(CONTENT, UTF_8), server.content("new" + i));
            }
        }
    }

    @Test
    void endsAnUploadByAnAlert() throws IOException {
        try (var client = tls.loggedIn();
                var log = new LogLines("ferry.command.Failures");
                var data = begin(client, "STOR new", "TLSv1.2")) {
            data.send(CONTENT);
            data.sendRaw(new byte[] {23, 3, 3, 0, 32, 1, 2, 3}).sendRaw(new byte[29]); // no key made this

            client.expect("426");
            assertEquals(0, visible());
            log.await("TLS broke");
        }
    }

    @Test
    void servesEveryLengthThatLeavesLittleRoomForTheEnd() {
        for (int length : List.of(65_533, 65_534, 65_535, 65_536, 65_537, 65_552, 131_071, 262_143, 327_679)) {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            try (var client = tls.loggedIn();
                    var data = begin(client, "STOR new")) {
                data.send(bytes).closeNotify();

                client.expect("226");
                assertArrayEquals(bytes, client.receiveSecurely("RETR new"));
            }
        }
    }

    @Test
    void endsTheUploadOfAClientThatDies() throws IOException {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new")) {
            data.send(CONTENT);
            client.awaitMoved(CONTENT.length);
            data.socket().close();
            client.hangUp();

            Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);
            assertEquals(0, visible());
        }
    }

    @Test
    void endsAnUploadThatStandsStill() {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new")) {
            data.send(CONTENT);

            client.expect("426 Nothing moved for too long.*");
            assertEquals(0, visible());
        }
    }

    @Test
    void endsAnUploadInWhichOnlyKeysMove() {
        try (var client = tls.loggedIn();
                var data = begin(client, "STOR new", "TLSv1.3")) {
            data.send(CONTENT);
            long start = System.nanoTime();
            try {
                while (System.nanoTime() - start < 10_000_000_000L) {
                    data.shakeAgain();
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
            } catch (RuntimeException e) {
                // cut
            }

            client.expect("426");
            assertEquals(0, visible());
        }
    }

    // ---- downloads

    @ParameterizedTest
    @CsvSource({"RETR,TLSv1.2", "RETR,TLSv1.3", "LIST,TLSv1.2", "LIST,TLSv1.3"})
    void endsWhatItSendsByCloseNotifyAlone(String verb, String version) {
        server.file("a", "content of a file");
        try (var client = tls.loggedIn();
                var data = begin(client, verb + " a", version)) {
            assertTrue(new String(data.receive(), UTF_8).contains(verb.equals("RETR") ? "content" : " a"));

            assertTrue(data.endedInOrder());
            assertTrue(data.endsTheConnection());
            client.expect("226");
            assertEquals(1, alerts(data, version)); // no user_canceled before it
        }
    }

    /** In TLS 1.3 an alert looks like data, but it brings none, and is far shorter than a ticket. */
    private static long alerts(RecordClient client, String version) {
        boolean newest = version.equals("TLSv1.3");
        return client.records().stream()
                .filter(each ->
                        newest ? each.type() == 23 && each.produced() == 0 && each.length() < SHORT : each.type() == 21)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MODE Z", "TYPE A", "MODE B", "MODE C"})
    void endsWhatIsEncodedByCloseNotifyAlone(String setting) {
        server.file("a", "content of a file\n");
        try (var client = tls.loggedIn()) {
            client.say(setting).expect("200");
            try (var data = begin(client, "RETR a", "TLSv1.3")) {
                assertTrue(data.receive().length > 0);

                assertTrue(data.endedInOrder());
                assertEquals(1, alerts(data, "TLSv1.3"));
                client.expect("226");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void callsADownloadCompleteWhoseClientResetsBehindIt(String version) {
        server.file("a", "content of a file");
        for (int i = 0; i < 10; i++) {
            try (var client = tls.loggedIn();
                    var data = begin(client, "RETR a", version)) {
                assertEquals("content of a file", new String(data.receive(), UTF_8));
                data.reset();

                client.expect("226");
            }
        }
    }

    @Test
    void callsADownloadBrokenWhoseClientResetsWithinIt() throws IOException {
        Files.write(server.home().resolve("large"), new byte[LARGE]);
        try (var client = tls.loggedIn();
                var data = begin(client, "RETR large")) {
            assertEquals(1000, data.in().readNBytes(1000).length);
            data.reset();

            client.expect("426");
        }
    }

    @Test
    void cutsADownloadThatNobodyReads() throws IOException {
        Files.write(server.home().resolve("large"), new byte[LARGE]);
        try (var client = tls.loggedIn();
                var data = begin(client, "RETR large")) {
            client.expect("426 Nothing moved for too long.*");
            assertFalse(data.endedInOrder());
        }
    }

    @Test
    void endsASmallDownloadWhoseClientNeverCloses() {
        server.file("a", "content of a file");
        try (var client = tls.loggedIn();
                var data = begin(client, "RETR a")) {
            client.expect("226");
            assertEquals("content of a file", new String(data.receive(), UTF_8));
        }
    }

    @Test
    void endsADownloadWhoseClientTalks() {
        server.file("a", "content of a file");
        try (var client = tls.loggedIn();
                var data = begin(client, "RETR a")) {
            data.send("nobody asked for this".getBytes(UTF_8));

            assertEquals("content of a file", new String(data.receive(), UTF_8));
            client.expect("226");
        }
    }

    // ---- the control connection

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endsASessionByCloseNotifyAlone(String version) {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context(), version);
            client.login();
            client.say("QUIT").expect("221");

            assertTrue(client.closed());
            assertTrue(control.endedInOrder());
            assertTrue(control.endsTheConnection());
            assertEquals(1, alerts(control, version));
        }
    }

    @Test
    void endsASessionThatIsSilentByCloseNotify() {
        try (var impatient = TlsServer.start("idle-timeout=200ms");
                var client = impatient.client()) {
            var control = client.authByRecords(impatient.context());
            client.login().expect("421");

            assertTrue(client.closed());
            assertTrue(control.endedInOrder());
        }
    }

    @Test
    void endsASessionWhoseClientSaysCloseNotify() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.login();
            control.closeNotify();

            assertTrue(client.closed());
            Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);
        }
    }
}
