package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that show a certificate: whom it lets in, and whose data connections are whose. RFC 2228, RFC 4217. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsCertificateLoginTest {
    private static final List<String> USERS = Stream.of("certificate", "both", "either", "password")
            .flatMap(method -> FerryServer.user(
                    method, "homedirectory=home", "writepermission=true", "certificate=cn:alice", "login=" + method)
                    .stream())
            .toList();

    private final TlsServer tls = start("want");
    private final FerryServer server = tls.daemon();
    private final SSLContext alice = tls.authority().context(tls.authority().client("CN=alice"));
    private final SSLContext bob = tls.authority().context(tls.authority().client("CN=bob"));

    private static TlsServer start(String asked, String... more) {
        return TlsServer.with(USERS, authority -> {
            var settings = new ArrayList<>(
                    List.of("tls.client-auth=" + asked, "tls.client-ca=" + authority.certificateFile()));
            settings.addAll(List.of(more));
            return settings;
        });
    }

    @AfterEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        tls.close();
    }

    // ---- the login

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "either"})
    void letsInByTheCertificateAlone(String user) {
        try (var client = tls.client().auth(alice)) {
            client.say("USER " + user).expect("232");
            client.say("PWD").expect("257");
        }
    }

    @Test
    void letsInByTheCertificateOfImplicitTls() {
        try (var implicit = start("want", "ftps.listen=127.0.0.1:0");
                var client = new Dialogue(implicit.daemon().ftps())) {
            client.handshake(implicit.authority().context(implicit.authority().client("CN=alice")));
            client.expect("220");
            client.say("USER certificate").expect("232");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "password"})
    void wantsThePasswordBesides(String user) {
        try (var client = tls.client().auth(alice)) {
            client.say("USER " + user).expect("331");
            client.say("PWD").expect("530");
            client.say("PASS ferry").expect("230");
        }
    }

    @ParameterizedTest
    @CsvSource({"certificate,530", "both,530", "either,230", "password,230"})
    void decidesAboutAClientWithoutACertificate(String user, String code) {
        try (var client = tls.client().auth(tls.context())) {
            client.say("USER " + user).expect("331");
            client.say("PASS ferry").expect(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"certificate,530", "both,530", "either,230", "password,230"})
    void decidesAboutAClientWithTheCertificateOfAnother(String user, String code) {
        try (var client = tls.client().auth(bob)) {
            client.say("USER " + user).expect("331");
            client.say("PASS ferry").expect(code);
        }
    }

    @Test
    void wantsTheRightPasswordOfAClientWithTheRightCertificate() {
        try (var client = tls.client().auth(alice)) {
            client.say("USER both").expect("331");
            client.say("PASS wrong").expect("530");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "both"})
    void letsNobodyInWithoutTlsWhomACertificateLetsIn(String user) {
        try (var client = tls.client()) {
            client.say("USER " + user).expect("331");
            client.say("PASS ferry").expect("530");
        }
    }

    @Test
    void letsUsersWithoutACertificateInByTheirPassword() {
        try (var client = tls.client().auth(alice)) {
            client.login();
        }
    }

    // ---- the handshake

    private static void assertRefused(Dialogue client, SSLContext context) {
        try {
            client.auth(context); // in TLS 1.3 the client is through before the server has looked
            assertTrue(client.closed());
        } catch (java.io.UncheckedIOException e) {
            // refused within the handshake, as it should be
        }
    }

    @Test
    void wantsACertificateWhereItIsRequired() {
        try (var strict = start("require");
                var without = strict.client();
                var with = strict.client();
                var log = new LogLines("ferry.server")) {
            assertRefused(without, strict.context());
            log.await("the TLS handshake failed");

            var own = strict.authority().context(strict.authority().client("CN=alice"));
            with.auth(own).say("USER certificate").expect("232");
        }
    }

    @Test
    void servesDataConnectionsWhereACertificateIsRequired() {
        try (var strict = start("require", "tls.session-reuse=require");
                var client = strict.client()) {
            client.protect(strict.authority().context(strict.authority().client("CN=alice")))
                    .login();
            assertTrue(client.sendSecurely("STOR a", "content".getBytes(UTF_8)).startsWith("226"));
            assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"want", "require"})
    void refusesTheCertificateOfAnotherCa(String asked) {
        try (var strict = start(asked);
                var other = TestAuthority.create();
                var client = strict.client();
                var log = new LogLines("ferry.server")) {
            var forged = other.client("CN=alice");
            var context = other.context(forged, strict.authority().certificate());

            assertRefused(client, context);
            log.await("the TLS handshake failed");
        }
    }

    @Test
    void refusesARevokedCertificate() {
        try (var authority = TestAuthority.create()) {
            var revoked = authority.client("CN=alice");
            var good = authority.client("CN=alice");
            try (var strict = start(
                            "want",
                            "tls.client-ca=" + authority.certificateFile(),
                            "tls.client-crl=" + authority.crl(revoked.certificate()));
                    var client = strict.client();
                    var other = strict.client();
                    var log = new LogLines("ferry.server")) {
                var server = strict.authority().certificate();
                assertRefused(client, authority.context(revoked, server));
                log.await("closed: the TLS handshake failed: the certificate of the client was refused");

                other.auth(authority.context(good, server))
                        .say("USER certificate")
                        .expect("232");
            }
        }
    }

    // ---- data connections

    @ParameterizedTest
    @ValueSource(strings = {"RETR a", "STOR b", "LIST"})
    void refusesADataConnectionThatNeitherResumesNorShowsTheCertificate(String command) throws IOException {
        server.file("a", "content");
        try (var client = tls.client().protect(alice).login();
                var data = client.passive()) {
            client.say(command).expect("150");
            var records = RecordClient.over(data, tls.context()).handshake();
            assertEquals(0, records.closeNotify().receive().length);

            client.expect("522");
            assertEquals(List.of("a"), server.names());
        }
    }

    @Test
    void refusesADataConnectionThatShowsTheCertificateOfAnother() throws IOException {
        server.file("a", "content");
        try (var client = tls.client().protect(alice).login();
                var data = client.passive()) {
            client.say("RETR a").expect("150");
            assertEquals(0, RecordClient.over(data, bob).handshake().receive().length);

            client.expect("522 .*has not shown the certificate.*");
        }
    }

    @Test
    void takesADataConnectionThatShowsTheCertificateAnew() throws IOException {
        server.file("a", "content");
        try (var client = tls.client().protect(alice).login();
                var data = client.passive()) {
            client.say("RETR a").expect("150");
            assertEquals(
                    "content",
                    new String(RecordClient.over(data, alice).handshake().receive(), UTF_8));

            client.expect("226");
        }
    }
}
