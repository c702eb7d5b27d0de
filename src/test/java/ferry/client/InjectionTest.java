package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody on the way puts before, behind or into TLS is never taken for the client's own word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InjectionTest {
    private final TlsServer tls = TlsServer.start("tls.ccc=true", "ftps.listen=127.0.0.1:0");
    private final LogLines log = new LogLines("ferry.server");

    @AfterAll
    void stop() {
        log.close();
        tls.close();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    // ---- behind AUTH

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\r\n", "USER ferry\r\n", "USER fer", "\r\n", "\n", "\u0000"})
    void endsASessionWithWordsBehindAuth(String words) {
        try (var client = tls.client()) {
            client.send(bytes("AUTH TLS\r\n" + words));

            client.expect("234");
            assertTrue(client.closed());
            log.await("commands in clear came behind AUTH");
        }
    }

    @Test
    void endsASessionWithAHandshakeBehindAuth() {
        try (var client = tls.client()) {
            client.send(
                    joined(bytes("AUTH TLS\r\n"), tls.records(client.socket()).hello()));

            client.expect("234");
            assertTrue(client.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\r\n", "GET / HTTP/1.1\r\n\r\n", "USER ferry\r\nPASS ferry\r\n"})
    void endsASessionWithWordsInPlaceOfTheHandshake(String words) {
        try (var client = tls.authorised()) {
            client.send(bytes(words));

            Eventually.holds(
                    "the end of the session", () -> tls.daemon().daemon().connections() == 0);
            log.await("the TLS handshake failed");
        }
    }

    @Test
    void endsASessionWithWordsWithinTheHandshake() {
        try (var client = tls.authorised()) {
            byte[] hello = tls.records(client.socket()).hello();
            client.send(joined(hello, bytes("NOOP\r\nNOOP\r\n")));

            Eventually.holds(
                    "the end of the session", () -> tls.daemon().daemon().connections() == 0);
        }
    }

    @Test
    void forgetsTheNameThatCameInClear() {
        try (var client = tls.client()) {
            client.say("USER ferry").expect("331");
            client.auth(tls.context());

            client.say("PASS ferry").expect("503");
        }
    }

    // ---- behind CCC and REIN

    @ParameterizedTest
    @ValueSource(strings = {"CCC", "REIN"})
    void endsASessionWithWordsInTheSameRecordAsTheEndOfTls(String verb) {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.login();
            client.send(bytes(verb + "\r\nNOOP\r\n"));

            client.expect("2.*");
            assertTrue(client.closed());
            control.close();
            log.await("commands came behind the one that ends TLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCC", "REIN"})
    void endsASessionWithWordsInTheNextRecordBehindTheEndOfTls(String verb) {
        try (var client = tls.client()) {
            client.authByRecords(tls.context());
            client.login();
            client.say(verb).expect("2.*");
            client.say("NOOP");

            assertTrue(client.closed());
            log.await("commands came in TLS behind its end");
        }
    }

    // ---- within TLS

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /x HTTP/1.1", "EHLO example.org", "HELO example.org"})
    void endsASessionThatSpeaksAnotherLanguageWithinTls(String line) {
        try (var client = tls.client().auth(tls.context())) {
            client.say(line).expect("421");

            assertTrue(client.closed());
        }
    }

    @Test
    void endsASessionWithAHandshakeWithinTls() {
        try (var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            control.send(tls.records(client.socket()).hello());

            assertTrue(client.closed());
            log.await("a TLS handshake where none is to begin");
        }
    }

    @Test
    void endsASessionWithClearTextWithinTls() {
        try (var client = tls.client();
                var lines = new LogLines("ferry.server.LineReader")) {
            var control = client.authByRecords(tls.context());
            client.login();
            control.sendRaw(bytes("NOOP\r\nNOOP\r\n"));

            Eventually.holds(
                    "the end of the session", () -> tls.daemon().daemon().connections() == 0);
            lines.await("TLS broke");
        }
    }

    // ---- the wrong port

    @Test
    void endsAHandshakeAtThePortOfClearText() {
        try (var client = tls.client()) {
            client.send(tls.records(client.socket()).hello());

            assertTrue(client.closed());
            log.await("a TLS handshake where none is to begin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER ferry\r\nPASS ferry\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "EHLO x\r\n"})
    void endsClearTextAtThePortOfImplicitTls(String words) {
        try (var client = new Dialogue(tls.daemon().ftps())) {
            client.send(bytes(words));

            Eventually.holds(
                    "the end of the session", () -> tls.daemon().daemon().connections() == 0);
            log.await("the TLS handshake failed");
        }
    }
}
