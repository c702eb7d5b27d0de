package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.client.TestAuthority;
import ferry.client.TestAuthority.Issued;
import ferry.client.TestKeys;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.tls.Certificates;
import ferry.tls.ClientAuthentication;
import ferry.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CRLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which certificates of clients are taken. */
final class ClientTrustTest {
    private final TestAuthority ca = TestAuthority.create();
    private final Issued server = ca.server("localhost");
    private final Issued anna = ca.client("CN=anna", "email:anna@example.com");
    private final TlsFiles files = new TlsFiles(ca.folder());
    private final LogLines log = new LogLines("ferry.tls.ClientTrust");

    @AfterEach
    void close() {
        log.close();
        ca.close();
    }

    @Test
    void takesOneOfItsCa() throws FaultyFileException {
        assertEquals(anna.chain(), accepted(open(Optional.empty()), anna));
    }

    @Test
    void takesOneOfAnIntermediateThatTheClientSends() throws FaultyFileException {
        var bob = ca.intermediate("Second").client("CN=bob");

        assertEquals(bob.chain(), accepted(open(Optional.empty()), bob));
    }

    @Test
    void takesOneOfAnIntermediateThatOnlyTheFileHas() throws FaultyFileException {
        var second = ca.intermediate("Second");
        var bob = second.client("CN=bob");
        var alone =
                new Issued(List.of(bob.certificate()), bob.key(), bob.certificateFile(), bob.keyFile(), bob.pkcs12());
        var both = ca.write("both.pem", TestAuthority.pem(second.certificate(), ca.certificate()));

        assertEquals(alone.chain(), accepted(open(both, Optional.empty()), alone));
    }

    @Test
    void takesThoseOfSeveralCas() throws FaultyFileException {
        try (var other = TestAuthority.create()) {
            var both = ca.write("both.pem", TestAuthority.pem(other.certificate(), ca.certificate()));

            assertEquals(anna.chain(), accepted(open(both, Optional.empty()), anna));
        }
    }

    @Test
    void refusesOneBelowAnotherCa() throws FaultyFileException {
        try (var other = TestAuthority.create()) {
            var eve = other.intermediate("Elsewhere").client("CN=eve");

            assertEquals(
                    "client certificate of CN=eve refused: none of the CAs in tls.client-ca has issued it",
                    refused(open(Optional.empty()), eve));
        }
    }

    @Test
    void refusesOneOfAnotherCaOfTheSameName() throws FaultyFileException {
        try (var other = TestAuthority.create()) {
            var eve = other.client("CN=eve");

            assertEquals(
                    "client certificate of CN=eve refused: none of the CAs in tls.client-ca has issued it",
                    refused(open(Optional.empty()), eve));
        }
    }

    @Test
    void refusesOneOfAServer() throws FaultyFileException {
        assertTrue(refused(open(Optional.empty()), server).contains("Extended key usage"));
    }

    @Test
    void refusesOneThatHasExpired() throws FaultyFileException {
        var end = Instant.now().minus(Duration.ofHours(1));
        var old = ca.valid(end.minus(Duration.ofDays(1)), end).client("CN=old");

        assertTrue(refused(open(Optional.empty()), old).contains("has expired: NotAfter"));
    }

    @Test
    void takesOneThatIsNotOnTheList() throws FaultyFileException {
        var bob = ca.client("CN=bob");

        assertEquals(anna.chain(), accepted(open(Optional.of(ca.crl(bob.certificate()))), anna));
    }

    @Test
    void refusesOneThatIsOnTheList() throws FaultyFileException {
        var certificates = open(Optional.of(ca.crl(anna.certificate())));

        assertTrue(
                refused(certificates, anna).startsWith("client certificate of CN=anna refused: it was revoked at 2"));
    }

    @Test
    void readsAListInDerForm() throws FaultyFileException, IOException, CRLException {
        var list = ca.list(Instant.now().plus(Duration.ofDays(1)), anna.certificate());
        var file = Files.write(ca.folder().resolve("list.crl"), list.getEncoded());

        assertTrue(refused(open(Optional.of(file)), anna).contains("revoked"));
    }

    @Test
    void refusesAllWhenTheListIsOutOfDate() throws FaultyFileException {
        var certificates = open(Optional.of(ca.crl(Instant.now().minus(Duration.ofDays(1)))));

        assertTrue(refused(certificates, anna)
                .startsWith(
                        "client certificate of CN=anna refused: the list of revoked certificates of CN=Test CA is out"
                                + " of date since "));
    }

    @Test
    void refusesAllOfACaWithoutAList() throws FaultyFileException {
        var second = ca.intermediate("Second");
        var bob = second.client("CN=bob");
        var both = ca.write("both.pem", TestAuthority.pem(second.certificate(), ca.certificate()));
        var certificates = open(both, Optional.of(ca.crl()));

        assertEquals(
                "client certificate of CN=bob refused: no list of revoked certificates of CN=Second",
                refused(certificates, bob));
    }

    @Test
    void refusesOneBelowARevokedIntermediate() throws FaultyFileException {
        var second = ca.intermediate("Second");
        var bob = second.client("CN=bob");
        var both = ca.write("both.pem", TestAuthority.pem(second.certificate(), ca.certificate()));
        var next = Instant.now().plus(Duration.ofDays(1));
        var lists = ca.write("lists.pem", TestAuthority.pem(second.list(next), ca.list(next, second.certificate())));

        assertTrue(refused(open(both, Optional.of(lists)), bob).contains("revoked"));
    }

    @Test
    void takesOneBelowAnIntermediateWithTheListsOfBoth() throws FaultyFileException {
        var second = ca.intermediate("Second");
        var bob = second.client("CN=bob");
        var both = ca.write("both.pem", TestAuthority.pem(second.certificate(), ca.certificate()));
        var next = Instant.now().plus(Duration.ofDays(1));
        var lists = ca.write("lists.pem", TestAuthority.pem(second.list(next), ca.list(next)));

        assertEquals(bob.chain(), accepted(open(both, Optional.of(lists)), bob));
    }

    @Test
    void readsANewListWhenItIsThere() throws FaultyFileException, IOException {
        var current = ca.write("current.pem", Files.readString(ca.crl()));
        var certificates = open(Optional.of(current));
        assertEquals(anna.chain(), accepted(certificates, anna));

        Files.move(ca.crl(anna.certificate()), current, StandardCopyOption.REPLACE_EXISTING);

        assertTrue(refused(certificates, anna).contains("revoked"));
    }

    @Test
    void asksNobodyWhenItIsOff() throws FaultyFileException {
        var certificates = files.open(server);

        assertTrue(certificates.current(Optional.empty()).trust().isEmpty());
    }

    @Test
    void warnsOfACaWithoutAListAndOfAListOutOfDate() throws FaultyFileException {
        var second = ca.intermediate("Second");
        var both = ca.write("both.pem", TestAuthority.pem(second.certificate(), ca.certificate()));
        try (var certificatesLog = new LogLines(Certificates.class.getName())) {
            open(both, Optional.of(ca.crl(Instant.now().minus(Duration.ofDays(1)))));

            var warnings = certificatesLog.of(Level.WARN);
            assertEquals(2, warnings.size());
            assertTrue(warnings.getFirst().contains("no list of revoked certificates of CN=Second"));
            assertTrue(warnings.getLast().contains("of CN=Test CA is out of date"));
        }
    }

    @Test
    void needsACaInTheFile() {
        assertEquals(
                server.keyFile() + ": no certificate in it; one in PEM form is needed",
                fault(settings(ClientAuthentication.WANT, Optional.of(server.keyFile()), Optional.empty())));
    }

    @Test
    void needsAListInTheFile() {
        var settings =
                settings(ClientAuthentication.WANT, Optional.of(ca.certificateFile()), Optional.of(server.keyFile()));

        assertEquals(
                server.keyFile() + ": no list of revoked certificates (CRL) that can be read, in PEM or DER form",
                fault(settings));
    }

    @Test
    void needsACaForAList() {
        var list = ca.crl();

        assertEquals(
                list + ": a list of revoked certificates needs a file of CAs",
                fault(settings(ClientAuthentication.OFF, Optional.empty(), Optional.of(list))));
    }

    @Test
    void needsACaToAskClients() {
        assertEquals(
                "tls.client-auth: to ask clients for certificates needs a file of the CAs that are trusted",
                fault(settings(ClientAuthentication.REQUIRE, Optional.empty(), Optional.empty())));
    }

    @Test
    void takesACertificateThatSaysNothingAboutItsUse() throws FaultyFileException {
        var any = ca.issue("CN=any", TestKeys.ec(), KeyPurposeId.anyExtendedKeyUsage, List.of());

        assertEquals(any.chain(), accepted(open(Optional.empty()), any));
    }

    private Certificates open(Optional<Path> crl) throws FaultyFileException {
        return open(ca.certificateFile(), crl);
    }

    private Certificates open(Path authorities, Optional<Path> crl) throws FaultyFileException {
        return Certificates.open(settings(ClientAuthentication.REQUIRE, Optional.of(authorities), crl));
    }

    private TlsSettings settings(ClientAuthentication asked, Optional<Path> authorities, Optional<Path> crl) {
        var usual = files.settings(TlsFiles.of(server));
        return new TlsSettings(
                usual.certificates(),
                usual.selfSigned(),
                usual.protocols(),
                usual.suites(),
                asked,
                authorities,
                crl,
                usual.authSsl(),
                usual.clearCommandChannel());
    }

    private List<?> accepted(Certificates certificates, Issued client) {
        return Handshake.of(certificates.current(Optional.empty()), ca.context(client))
                .run()
                .clientChain();
    }

    /** The line in the log about a client that is refused. */
    private String refused(Certificates certificates, Issued client) {
        var handshake = Handshake.of(certificates.current(Optional.empty()), ca.context(client));
        assertThrows(SSLException.class, handshake::shake);
        assertEquals(1, log.lines().size());
        return log.lines().getFirst();
    }

    private static String fault(TlsSettings settings) {
        return assertThrows(FaultyFileException.class, () -> Certificates.open(settings)).faults().stream()
                .map(Fault::toString)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
