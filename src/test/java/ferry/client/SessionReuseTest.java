package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a data connection has resumed the TLS session of its own control connection: RFC 4217, section 10.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionReuseTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);

    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority.Issued certificate = authority.server("localhost");
    private final SSLContext context = authority.context();

    @AfterAll
    void stop() {
        authority.close();
    }

    private FerryServer start(String... more) {
        var settings = new java.util.ArrayList<>(List.of(
                "tls.enabled=true",
                "tls.certificate=" + certificate.certificateFile(),
                "tls.key=" + certificate.keyFile()));
        settings.addAll(List.of(more));
        return FerryServer.start(settings.toArray(String[]::new));
    }

    private Dialogue client(FerryServer server) {
        return new Dialogue(server).protect(context).login();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void letsAResumedSessionThroughAgainAndAgain(String version) {
        try (var server = start("tls.session-reuse=require", "tls.protocols=" + version, suites(version));
                var client = client(server)) {
            for (int i = 0; i < 25; i++) {
                assertTrue(client.sendSecurely("STOR a.txt", CONTENT).startsWith("226"));
                assertArrayEquals(CONTENT, client.receiveSecurely("RETR a.txt"));
            }
        }
    }

    private static String suites(String version) {
        return "tls.suites="
                + (version.equals("TLSv1.3") ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR a.txt", "STOR b.txt", "LIST", "APPE a.txt"})
    void refusesANewSessionWhereOneMustBeResumed(String command) throws IOException {
        try (var server = start("tls.session-reuse=require");
                var client = client(server)) {
            server.file("a.txt", "content");
            try (var data = client.passive()) {
                client.say(command).expect("150");
                try (var secure = client.secureAnew(data)) {
                    assertEquals(-1, secure.getInputStream().read());
                }
                client.expect("522 .*does not resume the TLS session.*");
            }
            assertEquals(List.of("a.txt"), server.names());
            assertEquals("content", server.content("a.txt"));
        }
    }

    @Test
    void refusesTheSessionOfAnotherLogin() throws IOException {
        try (var server = start("tls.session-reuse=require");
                var client = client(server);
                var other = client(server)) {
            server.file("a.txt", "content");
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
        try (var server = start("tls.session-reuse=accept");
                var client = client(server)) {
            server.file("a.txt", "content");
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
        try (var server = start("tls.session-reuse=require");
                var client = client(server)) {
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
}
