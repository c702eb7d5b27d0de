package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.client.TestAuthority;
import ferry.properties.FaultyFileException;
import ferry.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.file.PathUtils;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The certificate that the daemon makes for itself. */
final class SelfSignedTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private Path folder = Path.of("");
    private TlsFiles files = new TlsFiles(folder);

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createTempDirectory("ferry-tls");
        files = new TlsFiles(folder);
    }

    @AfterEach
    void close() throws IOException {
        PathUtils.deleteDirectory(folder);
    }

    @Test
    void isMadeWhenNoneIsConfigured() throws FaultyFileException {
        var certificate = certificate(files.open());

        var handshake = Handshake.with(files.open(), TestAuthority.trusting(certificate));

        assertEquals(List.of(certificate), handshake.chain());
    }

    @Test
    void isKept() throws FaultyFileException {
        var first = files.open().fingerprints();

        assertEquals(first, files.open().fingerprints());
    }

    @Test
    void belongsToItsOwnerAlone() throws FaultyFileException, IOException {
        files.open();

        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(files.selfSigned()));
    }

    @Test
    void leavesNothingElseInItsFolder() throws FaultyFileException, IOException {
        files.open();

        try (var list = Files.list(folder.resolve("tls"))) {
            assertEquals(List.of(files.selfSigned()), list.toList());
        }
    }

    @Test
    void isOfAServerAndOfNoAuthority() throws FaultyFileException, CertificateParsingException {
        var certificate = certificate(files.open());

        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(List.of(SERVER_AUTH), certificate.getExtendedKeyUsage());
    }

    @Test
    void namesTheLoopbackInterface() throws FaultyFileException, CertificateParsingException {
        var names = new ArrayList<Object>();
        certificate(files.open()).getSubjectAlternativeNames().forEach(name -> names.add(name.get(1)));

        assertTrue(names.containsAll(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")), names.toString());
    }

    @Test
    void isOneWhenSeveralDaemonsStartAtOnce() throws Exception {
        var seen = new HashSet<List<String>>();
        var opening = new ArrayList<Future<List<String>>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                opening.add(threads.submit(() -> files.open().fingerprints()));
            }
            for (var each : opening) {
                seen.add(each.get());
            }
        }

        assertEquals(1, seen.size());
    }

    @Test
    void isToldWithItsFingerprintAtEachStart() throws FaultyFileException {
        files.open();
        try (var log = new LogLines(Certificates.class.getName())) {
            var fingerprint = files.open().fingerprints().getFirst();

            assertTrue(log.of(Level.INFO).getFirst().contains("SHA-256 " + fingerprint));
        }
    }

    @Test
    void isMadeForOneRunWhereItsFolderCannotBeMade() throws FaultyFileException, IOException {
        Files.writeString(folder.resolve("tls"), "in the way");
        try (var log = new LogLines("ferry.tls.SelfSigned")) {
            var certificates = files.open();

            assertEquals(1, certificates.fingerprints().size());
            assertTrue(log.of(Level.WARN).getFirst().contains("make the folder writable"));
        }
    }

    @Test
    void isMadeBehindALinkToAFolderThatIsStillToBeMade() throws FaultyFileException, IOException {
        Files.createSymbolicLink(folder.resolve("tls"), folder.resolve("data"));

        files.open();

        assertTrue(Files.exists(folder.resolve("data").resolve("self-signed.pem")));
    }

    @Test
    void isNotMadeByACheck() throws FaultyFileException {
        var lines = Certificates.check(files.settings());

        assertEquals(
                List.of(files.selfSigned() + ": a self-signed certificate will be made at the first start"), lines);
        assertFalse(Files.exists(files.selfSigned()));
    }

    @Test
    void isNotMadeWhereACertificateIsConfigured() throws FaultyFileException {
        try (var ca = TestAuthority.create()) {
            files.open(ca.server("localhost"));
        }

        assertFalse(Files.exists(files.selfSigned()));
    }

    private static X509Certificate certificate(Certificates certificates) {
        var keys = certificates.current(Optional.empty()).keys();
        return keys.getCertificateChain("0")[0];
    }
}
