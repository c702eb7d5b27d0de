package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.config.ConfigReader;
import ferry.config.ListenerConfig;
import ferry.config.ServerConfig;
import ferry.data.ToldAddresses;
import ferry.properties.FaultyFileException;
import ferry.protocol.AddressList;
import ferry.protocol.Endpoint;
import ferry.proxy.Proxies;
import ferry.tls.CertificateFiles;
import ferry.tls.ClientAuthentication;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import ferry.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration says about TLS. */
final class TlsConfigTest {
    private static final String NEEDS_TLS = "this needs TLS, which tls.enabled=false switches off";

    @TempDir
    private Path base;

    /** What holds when nothing is said. */
    static TlsSettings standard(Path base) {
        return new TlsSettings(
                List.of(),
                base.resolve("conf").resolve("self-signed.pem"),
                List.of("TLSv1.3", "TLSv1.2"),
                List.of(
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                ClientAuthentication.OFF,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    @Test
    void isSwitchedOff() throws FaultyFileException {
        assertEquals(Optional.empty(), read("tls.enabled=false").tls());
    }

    @Test
    void keepsItsFilesWhileItIsSwitchedOff() throws FaultyFileException {
        var config = read("tls.enabled=false", "tls.certificate=a.pem", "tls.close-notify=accept");

        assertEquals(Optional.empty(), config.tls());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tls.required=true                        | tls.required: NEEDS
            tls.data-required=true                   | tls.data-required: NEEDS
            tls.session-reuse=require                | tls.session-reuse: NEEDS
            ftps.listen=*:990                        | ftps.listen: NEEDS
            ftp.listen=*:21 tls.required=true        | ftp.listen: tls.required: NEEDS
            ftp.listen=*:21 tls.data-required=true   | ftp.listen: tls.data-required: NEEDS
            ftp.listen=*:21 tls.session-reuse=require | ftp.listen: tls.session-reuse: NEEDS
            """)
    void demandsNothingWhileItIsSwitchedOff(String assignment, String fault) {
        assertEquals(List.of("--set: " + fault.replace("NEEDS", NEEDS_TLS)), faults("tls.enabled=false", assignment));
    }

    @Test
    void demandsProtectedDataAlone() throws FaultyFileException {
        var policy = read("tls.data-required=true").listeners().getFirst().policy();

        assertEquals(new TlsPolicy(false, true, SessionReuse.ACCEPT, true), policy);
    }

    @Test
    void looksForTheKeyInTheFileOfTheCertificate() throws FaultyFileException {
        var config = read("tls.certificate=a.pem");

        assertEquals(List.of(certificate("a.pem", "a.pem", Optional.empty())), certificates(config));
    }

    @Test
    void hasAPasswordForEachKey() throws FaultyFileException {
        var config = read("tls.certificate=a.pem,b.pem", "tls.key=a.key,b.key", "tls.key-password-file=a.txt,b.txt");

        assertEquals(
                List.of(
                        certificate("a.pem", "a.key", Optional.of("a.txt")),
                        certificate("b.pem", "b.key", Optional.of("b.txt"))),
                certificates(config));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b | a   |       | tls.key: one for each certificate is needed: there are 2 certificates, and 1 here
            a   | a,b |       | tls.key: one for each certificate is needed: there are 1 certificates, and 2 here
                | a   |       | tls.key: there is no certificate that it belongs to
                |     | a     | tls.key-password-file: there is no certificate that it belongs to
            a   |     | a,b   | tls.key-password-file: one for each certificate is needed, or one for all: there are 1 certificates, and 2 here
            a,b,c |   | a,b   | tls.key-password-file: one for each certificate is needed, or one for all: there are 3 certificates, and 2 here
            """)
    void refusesKeysThatBelongToNoCertificate(String certificates, String keys, String passwords, String fault) {
        assertEquals(
                List.of("--set: " + fault),
                faults(
                        "tls.certificate=" + text(certificates),
                        "tls.key=" + text(keys),
                        "tls.key-password-file=" + text(passwords)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1", "SSLv3", "TLSv1.0"})
    void saysThatAVersionIsBroken(String version) {
        assertEquals(
                List.of("--set: tls.protocols: " + version
                        + " is not offered any more: it is broken (RFC 8996); TLSv1.3 and TLSv1.2 are known"),
                faults("tls.protocols=TLSv1.2, " + version));
    }

    @Test
    void hintsAtTheVersionThatWasMeant() {
        assertEquals(
                List.of("--set: tls.protocols: unknown version \"TLS1.3\"; did you mean \"TLSv1.3\"?"
                        + " TLSv1.3 and TLSv1.2 are known"),
                faults("tls.protocols=TLS1.3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TLS_AES_128_GCM_SHA265                   | not known; did you mean "TLS_AES_128_GCM_SHA256"?
            ECDHE-RSA-AES256-GCM-SHA384              | not known; did you mean "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"?
            ECDHE-ECDSA-CHACHA20-POLY1305            | not known; did you mean "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"?
            HIGH                                     | not known
            TLS_RSA_WITH_AES_128_GCM_SHA256          | too weak; did you mean "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"?
            TLS_ECDHE_RSA_WITH_NULL_SHA              | too weak
            TLS_DH_anon_WITH_AES_128_GCM_SHA256      | too weak;
            TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA      | too weak;
            SSL_RSA_WITH_RC4_128_MD5                 | too weak
            """)
    void refusesASuite(String suite, String complaint) {
        var faults = faults("tls.suites=TLS_AES_128_GCM_SHA256, " + suite);

        assertTrue(
                faults.getFirst().startsWith("--set: tls.suites: the suite \"" + suite + "\" is " + complaint),
                faults.getFirst());
    }

    @Test
    void takesASuiteThatIsNotInTheDefaultList() throws FaultyFileException {
        var suites = List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");

        assertEquals(
                suites,
                read("tls.suites=" + String.join(",", suites))
                        .tls()
                        .orElseThrow()
                        .suites());
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
    })
    void needsASuiteForEachVersion(String version, String suite, String example) {
        assertEquals(
                List.of("--set: tls.suites: none of them is for " + version + "; add one, such as " + example
                        + ", or take the version out of tls.protocols"),
                faults("tls.suites=" + suite));
    }

    @ParameterizedTest
    @ValueSource(strings = {"want", "require"})
    void needsACaToAskClientsForCertificates(String asked) {
        assertEquals(
                List.of("--set: tls.client-auth: "
                        + "tls.client-ca is needed, the CAs whose certificates clients may have"),
                faults("tls.client-auth=" + asked));
    }

    @Test
    void needsACaForRevokedCertificates() {
        assertEquals(
                List.of("--set: tls.client-crl: tls.client-ca is needed, the CAs that revoke these certificates"),
                faults("tls.client-crl=crl.pem"));
    }

    @Test
    void readsNoCaWhenClientsAreNotAsked() throws FaultyFileException {
        var tls = read("tls.client-ca=ca.pem", "tls.client-crl=crl.pem").tls().orElseThrow();

        assertEquals(Optional.empty(), tls.clientCa());
        assertEquals(Optional.empty(), tls.clientCrl());
    }

    @Test
    void demandsOfAListenerWhatIsSaidForItAlone() throws FaultyFileException {
        var config = read("ftp.listen=*:2121,  127.0.0.1:2122   tls.required=true tls.session-reuse=require");

        assertEquals(
                List.of(
                        new ListenerConfig(
                                new Endpoint("*", 2121), false, TlsPolicy.DEFAULT, Proxies.NONE, ToldAddresses.LOCAL),
                        new ListenerConfig(
                                new Endpoint("127.0.0.1", 2122),
                                false,
                                new TlsPolicy(true, false, SessionReuse.REQUIRE, true),
                                Proxies.NONE,
                                ToldAddresses.LOCAL)),
                config.listeners());
    }

    @Test
    void putsAListenerBeforeTheServer() throws FaultyFileException {
        var config = read(
                "tls.required=true",
                "tls.data-required=true",
                "tls.close-notify=accept",
                "tls.session-reuse=off",
                "ftp.listen=*:21 tls.required=false tls.data-required=false tls.close-notify=require"
                        + " tls.session-reuse=accept");

        assertEquals(TlsPolicy.DEFAULT, config.listeners().getFirst().policy());
    }

    @Test
    void trustsOtherProxiesOfAListener() throws FaultyFileException {
        var config =
                read("proxy.trusted=192.0.2.1", "ftp.listen=*:1, *:2 proxy.trusted=off, *:3 proxy.trusted=10.0.0.0/8");

        assertEquals(
                List.of(
                        new Proxies(AddressList.parse("192.0.2.1")),
                        Proxies.NONE,
                        new Proxies(AddressList.parse("10.0.0.0/8"))),
                config.listeners().stream().map(ListenerConfig::proxies).toList());
    }

    @Test
    void alwaysDemandsTlsWhereItIsImplicit() throws FaultyFileException {
        var config = read("ftp.listen=", "ftps.listen=*:990 tls.data-required=true, *:991 tls.required=true");

        assertEquals(
                List.of(
                        new ListenerConfig(
                                new Endpoint("*", 990),
                                true,
                                new TlsPolicy(true, true, SessionReuse.ACCEPT, true),
                                Proxies.NONE,
                                ToldAddresses.LOCAL),
                        new ListenerConfig(
                                new Endpoint("*", 991),
                                true,
                                new TlsPolicy(true, false, SessionReuse.ACCEPT, true),
                                Proxies.NONE,
                                ToldAddresses.LOCAL)),
                config.listeners());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp.listen  | *:21 tls.requird=true       | unknown setting of a listener "tls.requird"; did you mean "tls.required"?
            ftp.listen  | *:21 tls.ccc=true           | unknown setting of a listener "tls.ccc"
            ftp.listen  | *:21 tls.required=yes       | tls.required: true or false is needed, not "yes"
            ftp.listen  | *:21 tls.session-reuse=on   | tls.session-reuse: one of off, accept, require is needed, not "on"
            ftp.listen  | *:21 tls.close-notify=off   | tls.close-notify: one of require, accept is needed, not "off"
            ftp.listen  | *:21 tls.required = true    | commas stand between endpoints, and behind an endpoint settings such as tls.required=true, not "tls.required"
            ftp.listen  | *:21 *:22                   | commas stand between endpoints, and behind an endpoint settings such as tls.required=true, not "*:22"
            ftp.listen  | *:21 tls.required=true tls.required=false | tls.required is said twice for *:21
            ftp.listen  | tls.required=true *:21      | HOST:PORT is needed, not "tls.required=true"
            ftps.listen | *:990 tls.required=false    | tls.required=false cannot be for *:990: its clients begin with TLS
            """)
    void namesWhatIsWrongWithAListener(String key, String value, String fault) throws IOException {
        var file = Files.writeString(base.resolve("a.properties"), "# a comment\n" + key + " = " + value + "\n");
        var sources = new ConfigReader.Sources(base, Optional.of(file), Map.of(), List.of());

        var failure = assertThrows(FaultyFileException.class, () -> ConfigReader.read(sources));

        assertEquals(List.of("a.properties:2: " + key + ": " + fault), texts(failure));
    }

    private CertificateFiles certificate(String certificate, String key, Optional<String> password) {
        return new CertificateFiles(
                base.resolve(certificate), base.resolve(key), password.map(base::resolve), Set.of());
    }

    private static List<CertificateFiles> certificates(ServerConfig config) {
        return config.tls().orElseThrow().certificates();
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    private ServerConfig read(String... assignments) throws FaultyFileException {
        return ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), Map.of(), List.of(assignments)));
    }

    private List<String> faults(String... assignments) {
        return texts(assertThrows(FaultyFileException.class, () -> read(assignments)));
    }

    private static List<String> texts(FaultyFileException failure) {
        return failure.faults().stream().map(Object::toString).toList();
    }
}
