package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Installed;
import ferry.properties.FaultyFileException;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import ferry.tls.ClientAuthentication;
import ferry.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, certificates and lists as the program openssl writes them. */
final class OpensslFilesTest {
    private static final String REQUEST =
            "openssl req -x509 -key key -passin file:password -days 30 -subj /CN=a -out cert";

    private Path folder = Path.of("");
    private int runs;

    @BeforeEach
    void folder() throws IOException {
        Installed.require("openssl");
        folder = Files.createTempDirectory("openssl");
        Files.writeString(folder.resolve("password"), "secret\n");
    }

    @AfterEach
    void close() throws IOException {
        PathUtils.deleteDirectory(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl genpkey -algorithm RSA -out key",
                "openssl genpkey -algorithm RSA-PSS -out key",
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key",
                "openssl genpkey -algorithm ED25519 -out key",
                "openssl ecparam -genkey -name prime256v1 -out key",
                "openssl genrsa -traditional -out key 2048",
                "openssl genrsa -traditional -aes128 -passout file:password -out key 2048",
                "openssl genrsa -traditional -des3 -passout file:password -out key 2048",
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass file:password -out key",
                "openssl genpkey -algorithm ED25519 -aes-192-cbc -pass file:password -out key",
            })
    void readsAKey(String command) throws FaultyFileException {
        run(command);
        run(REQUEST);

        assertTrue(check().getFirst().startsWith(folder.resolve("cert") + ": certificate of CN=a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 aes-256-cbc -v2prf hmacWithSHA512", "-v2 des3", "-scrypt", "-v1 PBE-SHA1-3DES"})
    void readsAnEncryptedPkcs8Key(String cipher) throws FaultyFileException {
        run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out clear");
        run("openssl pkcs8 -topk8 " + cipher + " -passout file:password -in clear -out key");
        run(REQUEST);

        assertTrue(check().getFirst().startsWith(folder.resolve("cert") + ": certificate of CN=a"));
    }

    @Test
    void readsAnEncryptedSec1Key() throws FaultyFileException {
        run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out clear");
        run("openssl ec -in clear -aes256 -passout file:password -out key");
        run(REQUEST);

        assertTrue(check().getFirst().startsWith(folder.resolve("cert") + ": certificate of CN=a"));
    }

    @Test
    void readsACertificateWithItsText() throws FaultyFileException {
        run("openssl genpkey -algorithm ED25519 -out key");
        run(REQUEST + " -text");

        assertTrue(check().getFirst().startsWith(folder.resolve("cert") + ": certificate of CN=a"));
    }

    @Test
    void tellsTheFingerprintAsOpensslDoes() throws FaultyFileException {
        run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key");
        run(REQUEST);
        String told = run("openssl x509 -in cert -noout -fingerprint -sha256").text();

        String line = check().getFirst();

        assertEquals(told.strip().replaceFirst(".*=", ""), line.replaceFirst(".*SHA-256 ", ""));
    }

    @Test
    void doesNotTakeADsaKey() throws IOException {
        run("openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out parameters");
        run("openssl genpkey -paramfile parameters -out key");
        run(REQUEST);

        var faults = assertThrows(FaultyFileException.class, this::check).faults();

        assertTrue(faults.getFirst().message().contains("of a kind that TLS has no use for"));
    }

    @Test
    void knowsTheClientsOfTheSmallAuthorityInTheDocumentation() throws Exception {
        run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key");
        run(REQUEST);
        run("sh", "-ec", documented("### A small CA"));
        var certificates = Certificates.open(settings(
                ClientAuthentication.REQUIRE,
                Optional.of(folder.resolve("ca.pem")),
                Optional.of(folder.resolve("ca.crl"))));
        X509Certificate[] alice = {alice()};
        trust(certificates).checkClientTrusted(alice, "UNKNOWN");

        run("sh", "-ec", documented("To revoke a certificate:"));

        var trust = trust(certificates);
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(alice, "UNKNOWN"));
    }

    /** The first indented block behind these words in docs/tls.md. */
    private static String documented(String words) throws IOException {
        String text = Files.readString(Path.of("docs", "tls.md"));
        return text.substring(text.indexOf(words))
                .lines()
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    private X509Certificate alice() throws IOException, CertificateException {
        try (var in = Files.newInputStream(folder.resolve("alice.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static X509TrustManager trust(Certificates certificates) {
        return (X509TrustManager) certificates.current(Optional.empty()).trust().orElseThrow();
    }

    private List<String> check() throws FaultyFileException {
        return Certificates.check(settings(ClientAuthentication.OFF, Optional.empty(), Optional.empty()));
    }

    private TlsSettings settings(ClientAuthentication asked, Optional<Path> authorities, Optional<Path> lists) {
        var files = new CertificateFiles(
                folder.resolve("cert"), folder.resolve("key"), Optional.of(folder.resolve("password")), Set.of());
        return new TlsSettings(
                List.of(files), folder.resolve("own"), List.of(), List.of(), asked, authorities, lists, false, false);
    }

    private Outcome run(String command) {
        return run(command.split(" "));
    }

    private Outcome run(String... command) {
        runs++;
        var environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
        var program = new ProcessBuilder(command).directory(folder.toFile());
        return Running.start(program, environment, folder.resolve("run-" + runs), "")
                .outcome()
                .ok();
    }
}
