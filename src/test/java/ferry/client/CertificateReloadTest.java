package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate that is replaced on the disk while clients are there. */
final class CertificateReloadTest {
    private static final int LARGE = 32 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsTheNewOneAndLetsTheOldSessionsBe(String version) throws IOException {
        try (var tls = TlsServer.ofVersion(version, "tls.session-reuse=require");
                var client = tls.loggedIn();
                var data = client.passive()) {
            Files.write(tls.daemon().home().resolve("large"), new byte[LARGE]);
            client.say("RETR large").expect("150");
            var download = client.records(data).handshake();
            assertEquals(1000, download.in().readNBytes(1000).length);

            var next = tls.authority().server("localhost");
            replace(tls.certificate().certificateFile(), next.certificateFile());
            replace(tls.certificate().keyFile(), next.keyFile());

            assertEquals(next.certificate().getSerialNumber(), shown(tls));
            assertEquals(LARGE - 1000, download.receive().length);
            assertTrue(download.endedInOrder());
            client.expect("226");
            for (int i = 0; i < 3; i++) {
                assertTrue(
                        client.sendSecurely("STOR a", "content".getBytes(UTF_8)).startsWith("226"));
                assertEquals("content", new String(client.receiveSecurely("RETR a"), UTF_8));
            }
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        var temporary = Files.copy(by, file.resolveSibling(file.getFileName() + ".new"));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static BigInteger shown(TlsServer tls) throws IOException {
        try (var other = tls.client()) {
            var control = other.authByRecords(tls.context());
            other.login();
            return ((X509Certificate) control.engine().getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    @Test
    void keepsTheOldOneWhereTheNewOneIsFaulty() throws IOException {
        try (var tls = TlsServer.start()) {
            var before = shown(tls);
            Files.writeString(tls.certificate().certificateFile(), "no certificate");

            assertEquals(before, shown(tls));
        }
    }
}
