package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a data connection has resumed the TLS session of its own control connection: RFC 4217, section 10.2. */
final class SessionReuseTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void letsAResumedSessionThroughAgainAndAgain(String version) {
        try (var tls = TlsServer.ofVersion(version, "tls.session-reuse=require");
                var client = tls.loggedIn()) {
            for (int i = 0; i < 25; i++) {
                assertTrue(client.sendSecurely("STOR a.txt", CONTENT).startsWith("226"));
                assertArrayEquals(CONTENT, client.receiveSecurely("RETR a.txt"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR a.txt", "STOR b.txt", "LIST", "APPE a.txt"})
    void refusesANewSessionWhereOneMustBeResumed(String command) throws IOException {
        try (var tls = TlsServer.start("tls.session-reuse=require");
                var client = tls.loggedIn()) {
            tls.daemon().file("a.txt", "content");
            try (var data = client.passive()) {
                client.say(command).expect("150");
                try (var secure = client.secureAnew(data)) {
                    assertEquals(-1, secure.getInputStream().read());
                }
                client.expect("522 .*does not resume the TLS session.*");
            }
            assertEquals(List.of("a.txt"), tls.daemon().names());
            assertEquals("content", tls.daemon().content("a.txt"));
        }
    }

    @Test
    void refusesTheSessionOfAnotherLogin() throws IOException {
        try (var tls = TlsServer.start("tls.session-reuse=require");
                var client = tls.loggedIn();
                var other = tls.loggedIn()) {
            tls.daemon().file("a.txt", "content");
            client.receiveSecurely("RETR a.txt");
            other.receiveSecurely("RETR a.txt");
            try (var data = client.passive()) {
                client.say("RETR a.txt").expect("150");
                assertEquals(-1, client.secureAs(other, data).getInputStream().read());
                client.expect("522 .*is not the one of its control connection.*");
            }
            assertArrayEquals("content".getBytes(UTF_8), client.receiveSecurely("RETR a.txt"));
        }
    }

    @Test
    void takesANewSessionWhereItMay() throws IOException {
        try (var tls = TlsServer.start("tls.session-reuse=accept");
                var client = tls.loggedIn()) {
            tls.daemon().file("a.txt", "content");
            try (var data = client.passive()) {
                client.say("RETR a.txt").expect("150");
                assertEquals(
                        "content",
                        new String(client.secureAnew(data).getInputStream().readAllBytes(), UTF_8));
                client.expect("226");
            }
        }
    }

    @Test
    void tellsTheClientThatHasUsedUpItsTickets() throws IOException {
        try (var tls = TlsServer.start("tls.session-reuse=require");
                var client = tls.loggedIn()) {
            for (int i = 0; i < 127; i++) {
                assertTrue(client.sendSecurely("STOR a.txt", CONTENT).startsWith("226"));
            }
            try (var data = client.passive()) {
                client.say("STOR a.txt").expect("150");
                try (var secure = client.secure(data)) {
                    assertEquals(-1, secure.getInputStream().read());
                }
                client.expect("522 .*used up the TLS tickets of this login.*");
            }
        }
    }

    /** Says by which reply a download ends whose data connection does not resume the session. */
    private static String withANewSession(Dialogue client) throws IOException {
        try (var data = client.passive()) {
            client.say("RETR a.txt").expect("150");
            try (var secure = client.secureAnew(data)) {
                secure.getInputStream().readAllBytes();
            }
            return client.read();
        }
    }

    @Test
    void demandsItAtOnePortAlone() throws IOException {
        try (var tls = TlsServer.start("ftp.listen=127.0.0.1:0 tls.session-reuse=require, 127.0.0.1:0");
                var strict = tls.loggedIn();
                var lenient = new Dialogue(tls.daemon().daemon().ftp().get(1).address())) {
            tls.daemon().file("a.txt", "content");
            lenient.expect("220");
            lenient.protect(tls.context()).login().say("TYPE I").expect("200");

            assertTrue(withANewSession(strict).startsWith("522"));
            assertTrue(withANewSession(lenient).startsWith("226"));
        }
    }

    @ParameterizedTest
    @CsvSource({"accept, require, 522", "require, accept, 226", "require, off, 226"})
    void asksTheUsersOwnDemandFirst(String ofServer, String ofUser, String code) throws IOException {
        var users = FerryServer.user("boss", "homedirectory=home", "tls-session-reuse=" + ofUser);
        try (var tls = TlsServer.start(users, "tls.session-reuse=" + ofServer);
                var client = tls.client().protect(tls.context()).login("boss")) {
            tls.daemon().file("a.txt", "content");
            client.say("TYPE I").expect("200");

            assertTrue(withANewSession(client).startsWith(code));
        }
    }
}
