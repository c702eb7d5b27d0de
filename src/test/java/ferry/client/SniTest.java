package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Virtual hosts under TLS: by the name in the handshake (SNI, RFC 6066) and by HOST (RFC 7151). Beside the usual host,
 * whose user is {@code ferry}, there is one of {@code anna}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SniTest {
    @TempDir
    private static Path folder;

    private TlsServer tls;

    @BeforeAll
    void start() {
        tls = TlsServer.with(authority -> List.of("hosts.file=" + hosts(authority)));
    }

    private static Path hosts(TestAuthority authority) {
        try {
            var certificate = authority.server("ftp.example.com", "files.example.com");
            var users = Files.write(
                    folder.resolve("users-example.properties"),
                    FerryServer.user("anna", "homedirectory=" + folder.resolve("anna"), "writepermission=true"));
            return Files.writeString(folder.resolve("hosts.properties"), """
                    host.ftp.example.com.users = %s
                    host.ftp.example.com.welcome = Welcome to Example
                    host.ftp.example.com.aliases = files.example.com
                    host.ftp.example.com.certificate = %s
                    host.ftp.example.com.key = %s
                    """.formatted(
                            users, certificate.certificateFile(), certificate.keyFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        tls.close();
    }

    /** Begins TLS and asks for this name. */
    private RecordClient asking(Dialogue client, String name) {
        client.say("AUTH TLS").expect("234");
        return client.shake(tls.records(client.socket())
                .with(parameters -> parameters.setServerNames(List.of(new SNIHostName(name)))));
    }

    private static String subject(RecordClient client) throws SSLPeerUnverifiedException {
        return ((java.security.cert.X509Certificate)
                        client.engine().getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp.example.com", "FILES.example.com"})
    void showsTheCertificateAndTheUsersOfTheHostOfTheHandshake(String name) throws IOException {
        try (var client = tls.client()) {
            assertEquals("CN=ftp.example.com", subject(asking(client, name)));

            client.login("anna");
            client.say("STAT").expect("211-.*\n Host: ftp.example.com\n.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "unknown.example", "example.com"})
    void isTheUsualHostForAllOtherNames(String name) throws IOException {
        try (var client = tls.client()) {
            assertEquals("CN=localhost", subject(asking(client, name)));

            client.login();
        }
    }

    @Test
    void isTheUsualHostWithoutAName() throws IOException {
        try (var client = tls.client()) {
            assertEquals("CN=localhost", subject(client.authByRecords(tls.context())));

            client.login();
        }
    }

    @Test
    void showsTheCertificateOfTheHostThatWasSaidBefore() throws IOException {
        try (var client = tls.client()) {
            client.say("HOST ftp.example.com").expect("220");
            assertEquals("CN=ftp.example.com", subject(client.authByRecords(tls.context())));

            client.login("anna");
        }
    }

    @Test
    void takesTheHostOfTheHandshakeByHostToo() {
        try (var client = tls.client()) {
            asking(client, "ftp.example.com");
            client.say("HOST files.example.com").expect("220 Welcome to Example");

            client.login("anna");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST 127.0.0.1", "HOST localhost"})
    void refusesAnotherHostThanThatOfTheHandshake(String command) {
        try (var client = tls.client()) {
            asking(client, "ftp.example.com");
            client.say(command).expect("504");

            client.login("anna");
        }
    }

    @Test
    void takesAnyHostBehindAHandshakeWithoutAName() {
        try (var client = tls.client()) {
            client.authByRecords(tls.context());
            client.say("HOST ftp.example.com").expect("220 Welcome to Example");

            client.login("anna");
        }
    }

    @Test
    void forgetsTheHostOfTheHandshakeBehindRein() {
        try (var client = tls.client()) {
            var control = asking(client, "ftp.example.com");
            client.login("anna").say("REIN").expect("220");
            control.closeNotify();
            assertTrue(client.closed());

            client.inClear().login();
        }
    }

    @Test
    void choosesAmongSeveralCertificatesOfTheUsualHost() throws IOException {
        try (var several = TlsServer.with(authority -> {
                    var first = authority.server("one.example");
                    var second = authority.server("two.example", "*.two.example");
                    return List.of(
                            "tls.certificate=" + first.certificateFile() + ", " + second.certificateFile(),
                            "tls.key=" + first.keyFile() + ", " + second.keyFile());
                });
                var client = several.client()) {
            client.say("AUTH TLS").expect("234");
            var control = client.shake(several.records(client.socket())
                    .with(parameters -> parameters.setServerNames(List.of(new SNIHostName("a.two.example")))));

            assertEquals("CN=two.example", subject(control));
        }
    }
}
