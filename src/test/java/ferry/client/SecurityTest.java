package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH, PBSZ, PROT, CCC and REIN: RFC 2228 and RFC 4217. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecurityTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);

    private final TlsServer tls = TlsServer.start("ftps.listen=127.0.0.1:0", "data-timeout=1s", "stall-timeout=1s");
    private final TlsServer old = TlsServer.start("tls.auth-ssl=true", "tls.ccc=true");
    private final FerryServer server = tls.daemon();

    @AfterEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        old.close();
        tls.close();
    }

    private Dialogue implicit() {
        var client = new Dialogue(server.ftps()).handshake(tls.context());
        client.expect("220");
        return client;
    }

    // ---- AUTH

    @ParameterizedTest
    @ValueSource(strings = {"AUTH TLS", "auth tls", "AUTH Tls", "AUTH TLS-C", "auth tls-c", "AUTH TLS "})
    void beginsTls(String command) {
        try (var client = tls.client()) {
            client.say(command).expect("234");
            client.handshake(tls.context()).login();

            client.say("STAT").expect("211-.*TLS: TLSv1.3 .*control connection protected, data connections in clear.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH SSL", "AUTH TLS-P", "auth ssl"})
    void refusesTheOldWordsUnlessTheyAreAllowed(String command) {
        try (var client = tls.client()) {
            client.say(command).expect("534");
            client.login();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH SSL", "AUTH TLS-P", "auth ssl"})
    void protectsDataConnectionsAtOnceByTheOldWords(String command) {
        old.daemon().file("a", "content");
        try (var client = old.client()) {
            client.say(command).expect("234");
            client.handshake(old.context()).login();

            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH GSSAPI", "AUTH KERBEROS_V4", "AUTH TLSv1", "AUTH X", "AUTH TLS SSL"})
    void knowsNoOtherMechanism(String command) {
        try (var client = tls.client()) {
            client.say(command).expect("504");
            client.login();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "AUTH "})
    void wantsAMechanism(String command) {
        try (var client = tls.client()) {
            client.say(command).expect("501");
        }
    }

    @Test
    void beginsTlsOnce() {
        try (var client = tls.client().auth(tls.context())) {
            client.say("AUTH TLS").expect("503");
            client.login();
            client.say("AUTH TLS").expect("503");
        }
    }

    @Test
    void comesTooLateBehindTheLogin() {
        try (var client = tls.client().login()) {
            client.say("AUTH TLS").expect("503");
            client.say("PWD").expect("257");
        }
    }

    @Test
    void comesAfterAFailedLogin() {
        try (var client = tls.client()) {
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("530");
            client.auth(tls.context()).login();
        }
    }

    // ---- PBSZ and PROT

    @Test
    void wantsAuthBeforeTheBufferSize() {
        try (var client = tls.client()) {
            client.say("PBSZ 0").expect("503");
            client.say("PROT P").expect("503");
        }
    }

    @Test
    void wantsTheBufferSizeBeforeTheLevel() {
        try (var client = tls.client().auth(tls.context())) {
            client.say("PROT P").expect("503");
            client.say("PBSZ 0").expect("200");
            client.say("PROT P").expect("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBSZ", "PBSZ ", "PBSZ x", "PBSZ -1", "PBSZ 4294967296", "PBSZ 99999999999999999999"})
    void wantsABufferSizeOf32Bits(String command) {
        try (var client = tls.client().auth(tls.context())) {
            client.say(command).expect("501");
            client.say("PROT P").expect("503");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBSZ 0", "PBSZ 1", "PBSZ 4294967295", "pbsz 16384"})
    void tellsThatTlsHasRecordsOfItsOwn(String command) {
        try (var client = tls.client().auth(tls.context())) {
            client.say(command).expect("200 PBSZ=0");
        }
    }

    @ParameterizedTest
    @CsvSource({"PROT S,536", "PROT E,536", "PROT s,536", "PROT X,504", "PROT PP,504", "PROT 1,504"})
    void refusesOtherLevels(String command, String code) {
        try (var client = tls.client().protect(tls.context()).login()) {
            client.say(command).expect(code);
            client.say("STAT").expect("211-.*data connections protected.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROT", "PROT "})
    void wantsALevel(String command) {
        try (var client = tls.client().protect(tls.context())) {
            client.say(command).expect("501");
        }
    }

    @Test
    void maySetTheLevelBehindTheLogin() {
        try (var client = tls.client().auth(tls.context()).login()) {
            client.say("PBSZ 0").expect("200");
            client.say("prot p").expect("200");

            assertTrue(client.sendSecurely("STOR a", CONTENT).startsWith("226"));
        }
    }

    @Test
    void goesBackToClearDataConnections() {
        server.file("a", "content");
        try (var client = tls.loggedIn()) {
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
            client.say("PROT C").expect("200");

            assertEquals("content", client.receiveText("RETR a"));
            client.say("PROT P").expect("200");
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @Test
    void keepsTheLevelForAllTransfersOfTheSession() {
        try (var client = tls.loggedIn()) {
            for (int i = 0; i < 5; i++) {
                assertTrue(client.sendSecurely("STOR a" + i, CONTENT).startsWith("226"));
                assertEquals("content of a file", new String(client.receiveSecurely("RETR a" + i), UTF_8));
                client.say("USER ferry").expect("331");
                client.say("PASS ferry").expect("230");
            }
        }
    }

    @Test
    void refusesADataConnectionInClearWhereItIsToBeProtected() throws IOException {
        try (var client = tls.loggedIn();
                var log = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say("STOR new").expect("150");
            data.getOutputStream().write(CONTENT);
            data.shutdownOutput();

            client.expect("425");
            assertEquals(List.of(), server.names());
            log.await("the TLS handshake failed");
        }
    }

    @Test
    void tiresOfADataConnectionInClearThatWaits() throws IOException {
        server.file("a", "content");
        try (var client = tls.loggedIn();
                var log = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say("RETR a").expect("150");

            client.expect("425");
            assertEquals(-1, data.getInputStream().read());
            log.await("the TLS handshake took too long");
        }
    }

    @Test
    void failsAProtectedDataConnectionWhereItIsToBeInClear() throws IOException {
        server.file("a", "content");
        try (var client = tls.loggedIn()) {
            client.say("PROT C").expect("200");
            try (var data = client.passive()) {
                client.say("RETR a").expect("150");
                assertThrows(UncheckedIOException.class, () -> client.secure(data));
                client.read(); // complete or broken, as the client's end came first or last
            }
            try (var data = client.passive()) {
                client.say("STOR new").expect("150");
                data.getOutputStream().write(client.records(data).hello()); // and no answer comes
                client.expect("426");
            }
            assertEquals(-1, server.names().indexOf("new"));
        }
    }

    // ---- REIN

    @Test
    void isInClearBehindRein() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.login();
            client.say("PBSZ 0").expect("200");
            client.say("PROT P").expect("200");
            client.say("REIN").expect("220");
            control.closeNotify();
            assertTrue(client.closed());
            assertTrue(control.endedInOrder());

            client.inClear().login();
            client.say("STAT").expect("211(?!.*TLS:).*");
            client.say("PBSZ 0").expect("503");
            server.file("a", "content");
            assertEquals("content", client.receiveText("RETR a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void beginsTlsAgainBehindRein(String version) {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context(), version);
            client.login();
            client.say("REIN").expect("220");
            control.closeNotify();
            assertTrue(client.closed());

            client.inClear().protect(tls.context()).login();
            assertTrue(client.sendSecurely("STOR a", CONTENT).startsWith("226"));
        }
    }

    @Test
    void takesTheClearWordsRightBehindTheEndOfTls() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.login();
            client.say("REIN").expect("220");
            byte[] closing = control.closing();
            byte[] both = java.util.Arrays.copyOf(closing, closing.length + 6);
            System.arraycopy("NOOP\r\n".getBytes(UTF_8), 0, both, closing.length, 6);
            control.sendRaw(both);
            assertTrue(client.closed());

            client.inClear().expect("200");
        }
    }

    @Test
    void carriesOutWhatWasSaidBeforeRein() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.login();
            client.send("PWD\r\nNOOP\r\nREIN\r\n".getBytes(UTF_8));
            client.expect("257");
            client.expect("200");
            client.expect("220");
            control.closeNotify();
            assertTrue(client.closed());

            client.inClear().say("PWD").expect("530");
        }
    }

    @Test
    void endsASessionThatDoesNotEndTlsBehindRein() {
        try (var impatient = TlsServer.start("login-timeout=300ms");
                var client = impatient.client()) {
            var control = client.authByRecords(impatient.context());
            client.say("REIN").expect("220");

            assertTrue(client.closed());
            assertTrue(control.endedInOrder());
            Eventually.holds(
                    "the end of the session", () -> impatient.daemon().daemon().connections() == 0);
        }
    }

    @Test
    void staysInClearBehindReinInClear() {
        try (var client = tls.client().login()) {
            client.say("REIN").expect("220");
            client.login().say("PWD").expect("257");
        }
    }

    // ---- implicit TLS

    @Test
    void protectsEverythingAtThePortOfImplicitTls() {
        try (var client = implicit().login()) {
            assertTrue(client.sendSecurely("STOR a", CONTENT).startsWith("226"));
            client.say("STAT").expect("211-.*control connection protected, data connections protected.*");
        }
    }

    @Test
    void takesTheWordsOfProtectionAtThePortOfImplicitTls() {
        server.file("a", "content");
        try (var client = implicit().login()) {
            client.say("AUTH TLS").expect("503");
            client.say("PBSZ 0").expect("200");
            client.say("PROT P").expect("200");
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
            client.say("PROT C").expect("200");
            assertEquals("content", client.receiveText("RETR a"));
        }
    }

    @Test
    void staysInImplicitTlsBehindRein() {
        try (var client = implicit().login()) {
            client.say("PROT C").expect("200");
            client.say("REIN").expect("220");
            client.login();

            assertTrue(client.sendSecurely("STOR a", CONTENT).startsWith("226"));
        }
    }

    // ---- CCC

    @Test
    void staysProtectedUnlessClearCommandsAreAllowed() {
        try (var client = tls.loggedIn()) {
            client.say("CCC").expect("534");
            client.say("PWD").expect("257");
        }
    }

    @Test
    void hasNothingToClearInClear() {
        try (var client = old.client()) {
            client.say("CCC").expect("533");
            client.login().say("CCC").expect("533");
        }
    }

    private RecordClient cleared(Dialogue client, String version) {
        var control = client.authByRecords(old.context(), version);
        client.login();
        client.say("TYPE I").expect("200");
        client.say("PBSZ 0").expect("200");
        client.say("PROT P").expect("200");
        client.say("CCC").expect("200");
        control.closeNotify();
        assertTrue(client.closed());
        assertTrue(control.endedInOrder());
        client.inClear();
        return control;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void goesOnInClearWithProtectedDataConnections(String version) {
        try (var client = old.client();
                var _ = cleared(client, version)) {
            client.say("STAT").expect("211-.*control connection in clear, data connections protected.*");
            for (int i = 0; i < 3; i++) {
                assertTrue(client.sendSecurely("STOR ccc", CONTENT).startsWith("226"));
                assertEquals("content of a file", new String(client.receiveSecurely("RETR ccc"), UTF_8));
            }
            client.say("PBSZ 0").expect("503");
            client.say("PROT C").expect("503");
            client.say("CCC").expect("533");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTheSessionOfTheTlsThatHasEnded(String version) {
        try (var strict = TlsServer.ofVersion(version, "tls.ccc=true", "tls.session-reuse=require");
                var client = strict.client()) {
            var control = client.authByRecords(strict.context());
            client.login();
            client.say("PBSZ 0").expect("200");
            client.say("PROT P").expect("200");
            client.say("CCC").expect("200");
            control.closeNotify();
            assertTrue(client.closed());
            client.inClear();

            strict.daemon().file("a", "content");
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @Test
    void isAllAsBeforeBehindReinInClearCommands() {
        try (var client = old.client();
                var _ = cleared(client, "TLSv1.3")) {
            client.say("AUTH TLS").expect("503"); // somebody is logged in
            client.say("REIN").expect("220");
            client.say("STAT").expect("530");

            client.protect(old.context()).login();
            assertTrue(client.sendSecurely("STOR ccc", CONTENT).startsWith("226"));
        }
    }

    @Test
    void beginsTlsAgainBehindClearCommands() {
        try (var client = old.client()) {
            var control = client.authByRecords(old.context());
            client.say("CCC").expect("200");
            control.closeNotify();
            assertTrue(client.closed());

            client.inClear().protect(old.context()).login();
            assertTrue(client.sendSecurely("STOR ccc", CONTENT).startsWith("226"));
        }
    }

    @Test
    void letsNobodyInBehindClearCommandsWhereTlsIsRequired() {
        try (var strict = TlsServer.start("tls.required=true", "tls.ccc=true");
                var client = strict.client()) {
            var control = client.authByRecords(strict.context());
            client.login();
            client.say("CCC").expect("200");
            control.closeNotify();
            assertTrue(client.closed());
            client.inClear().say("PWD").expect("257");

            client.say("USER ferry").expect("530");
            client.say("PWD").expect("530");
        }
    }

    // ---- what is told

    @Test
    void tellsTheWordsOfProtectionWhereThereIsTls() {
        try (var client = tls.client()) {
            String features = client.say("FEAT").expect("211");
            assertTrue(features.contains("\n AUTH TLS\n PBSZ\n PROT\n"), features);
            client.say("HELP AUTH").expect("214.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH TLS", "PBSZ 0", "PROT P", "CCC"})
    void knowsNoProtectionWhereThereIsNone(String command) {
        try (var clear = FerryServer.start();
                var client = Dialogue.loggedIn(clear)) {
            assertFalse(client.say("FEAT").expect("211").contains("AUTH"));
            client.say(command).expect("502");
        }
    }

    @Test
    void tellsWhichTlsItIs() {
        try (var older = TlsServer.ofVersion("TLSv1.2");
                var client = older.loggedIn()) {
            client.say("STAT").expect("211-.*TLS: TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.*");
            assertEquals("TLSv1.2", ((SSLSocket) client.socket()).getSession().getProtocol());
        }
    }
}
