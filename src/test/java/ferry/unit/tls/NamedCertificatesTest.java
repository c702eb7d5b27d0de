package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.client.TestAuthority;
import ferry.client.TestAuthority.Issued;
import ferry.client.TestKeys;
import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several certificates a client is shown. */
final class NamedCertificatesTest {
    private static final String ECDSA = "ecdsa_secp256r1_sha256";
    private static final String RSA = "rsa_pss_rsae_sha256";
    private static final String[] BOTH = {ECDSA, RSA};

    private final TestAuthority ca = TestAuthority.create();
    private final TlsFiles files = new TlsFiles(ca.folder());

    @AfterEach
    void close() {
        ca.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void choosesByTheNameThatTheClientAsksFor(String version) throws FaultyFileException {
        var first = ca.server("a.example");
        var second = ca.server("b.example", "c.example");
        var certificates = files.open(first, second);

        assertEquals(
                first.chain(),
                asking(certificates, "a.example").versions(version).run().chain());
        assertEquals(
                second.chain(),
                asking(certificates, "b.example").versions(version).run().chain());
        assertEquals(
                second.chain(),
                asking(certificates, "C.Example").versions(version).run().chain());
    }

    @Test
    void choosesTheFirstForAnUnknownNameOrNone() throws FaultyFileException {
        var first = ca.server("a.example");
        var certificates = files.open(first, ca.server("b.example"));

        assertEquals(
                first.chain(),
                Handshake.with(certificates, ca.context(), "x.example").chain());
        assertEquals(first.chain(), Handshake.with(certificates, ca.context()).chain());
    }

    @Test
    void takesAWildcardForOneLabel() throws FaultyFileException {
        var first = ca.server("a.example");
        var wildcard = ca.server("*.b.example");
        var certificates = files.open(first, wildcard);

        assertEquals(
                wildcard.chain(),
                Handshake.with(certificates, ca.context(), "ftp.b.example").chain());
        assertEquals(
                first.chain(),
                Handshake.with(certificates, ca.context(), "x.ftp.b.example").chain());
        assertEquals(
                first.chain(),
                Handshake.with(certificates, ca.context(), "b.example").chain());
    }

    @Test
    void prefersTheNameToAWildcard() throws FaultyFileException {
        var wildcard = ca.server("*.example");
        var exact = ca.server("a.example");
        var certificates = files.open(wildcard, exact);

        assertEquals(
                exact.chain(),
                Handshake.with(certificates, ca.context(), "a.example").chain());
    }

    @Test
    void takesTheCommonNameOfACertificateWithoutOtherNames() throws FaultyFileException {
        var first = ca.server("a.example");
        var old = ca.issue("CN=Old.Example,O=Test", TestKeys.ec(), KeyPurposeId.id_kp_serverAuth, List.of());
        var certificates = files.open(first, old);

        assertEquals(
                old.chain(),
                Handshake.with(certificates, ca.context(), "old.example").chain());
    }

    @Test
    void ignoresAddressesAmongTheNames() throws FaultyFileException {
        var first = ca.server("a.example");
        var certificates = files.open(first, ca.server("b.example", "192.0.2.1"));

        assertEquals(
                first.chain(),
                Handshake.onHost(certificates, ca.context(), "192.0.2.1").chain());
    }

    @Test
    void choosesByTheHostWhereNoNameIsAskedFor() throws FaultyFileException {
        var first = ca.server("a.example");
        var other = ca.server("other.example");
        var certificates = open(of(first), of(other, "b.example", "c.example"));

        assertEquals(
                other.chain(),
                Handshake.onHost(certificates, ca.context(), "c.example").chain());
        assertEquals(
                first.chain(),
                Handshake.onHost(certificates, ca.context(), "d.example").chain());
    }

    @Test
    void choosesByTheNameOfTheHostWhereNoCertificateIsGivenToIt() throws FaultyFileException {
        var second = ca.server("b.example");
        var certificates = files.open(ca.server("a.example"), second);

        assertEquals(
                second.chain(),
                Handshake.onHost(certificates, ca.context(), "b.example").chain());
    }

    @Test
    void takesTheFirstOfTheStandardHostWhereverItStands() throws FaultyFileException {
        var other = ca.server("other.example");
        var first = ca.server("a.example");
        var certificates = open(of(other, "b.example"), of(first));

        assertEquals(first.chain(), Handshake.with(certificates, ca.context()).chain());
    }

    @Test
    void makesTheSelfSignedOneForAStandardHostWithoutAny() throws FaultyFileException {
        var other = ca.server("other.example");
        var certificates = open(of(other, "b.example"));

        assertEquals(2, certificates.fingerprints().size());
        assertEquals(
                other.chain(),
                Handshake.onHost(certificates, ca.context(), "b.example").chain());
        assertThrows(IllegalStateException.class, () -> Handshake.with(certificates, ca.context()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void choosesTheKindOfKeyThatTheClientLikes(boolean named) throws FaultyFileException {
        var rsa = ca.server(TestKeys.rsa(), "a.example");
        var ec = ca.server("a.example");
        var certificates = files.open(rsa, ec);

        // The CA signs by ECDSA; a client has to know that for the certificate in any case.
        assertEquals("RSA", kind(certificates, named, RSA, ECDSA));
        assertEquals("EC", kind(certificates, named, ECDSA, RSA));
        assertEquals("EC", kind(certificates, named, ECDSA));
    }

    @Test
    void choosesTheKindOfKeyByTheCipherSuiteToo() throws FaultyFileException {
        var certificates = files.open(ca.server(TestKeys.rsa(), "a.example"), ca.server("a.example"));

        assertEquals(
                "RSA",
                algorithm(asking(certificates, "a.example")
                        .versions("TLSv1.2")
                        .suites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                        .run()));
        assertEquals(
                "EC",
                algorithm(asking(certificates, "a.example")
                        .versions("TLSv1.2")
                        .suites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                        .run()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void doesNotShowTheCertificateOfAnotherNameForItsKindOfKey(String version) throws FaultyFileException {
        var rsa = ca.server(TestKeys.rsa(), "a.example");
        var ec = ca.server("b.example");
        var certificates = files.open(ec, rsa);

        assertEquals(
                rsa.chain(),
                asking(certificates, "a.example")
                        .versions(version)
                        .schemes(BOTH)
                        .run()
                        .chain());
    }

    @Test
    void failsForAClientThatKnowsNoKindOfKeyThatTheNameHas() throws FaultyFileException {
        var certificates = files.open(ca.server("b.example"), ca.server(TestKeys.rsa(), "a.example"));
        var handshake = asking(certificates, "a.example").schemes(ECDSA);

        assertThrows(SSLException.class, handshake::shake);
    }

    private String kind(Certificates certificates, boolean named, String... schemes) {
        var handshake = named
                ? asking(certificates, "a.example")
                : Handshake.of(certificates.current(Optional.empty()), ca.context());
        return algorithm(handshake.versions("TLSv1.3").schemes(schemes).run());
    }

    private static String algorithm(Handshake handshake) {
        return handshake.chain().getFirst().getPublicKey().getAlgorithm();
    }

    private Handshake asking(Certificates certificates, String name) {
        return Handshake.of(certificates.current(Optional.empty()), ca.context())
                .asking(name);
    }

    private Certificates open(CertificateFiles... certificates) throws FaultyFileException {
        return Certificates.open(files.settings(certificates));
    }

    private static CertificateFiles of(Issued issued, String... hosts) {
        var names = Stream.of(hosts).map(HostName::of).flatMap(Optional::stream).toList();
        return new CertificateFiles(issued.certificateFile(), issued.keyFile(), Optional.empty(), Set.copyOf(names));
    }
}
