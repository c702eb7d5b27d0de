package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.client.TestAuthority;
import ferry.client.TestAuthority.Issued;
import ferry.client.TestKeys;
import ferry.properties.FaultyFileException;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a private key may stand in its file. */
final class KeyFormsTest {
    private static final String PASSWORD = "corréct horse ";

    private final TestAuthority ca = TestAuthority.create();
    private final TlsFiles files = new TlsFiles(ca.folder());
    private final Issued rsa = ca.server(TestKeys.rsa(), "localhost");
    private final Issued ec = ca.server("localhost");
    private final Path password = ca.write("password", PASSWORD + "\r\nsecond line\n");

    @AfterEach
    void close() {
        ca.close();
    }

    @Test
    void readsPkcs1() throws FaultyFileException {
        serves(rsa, KeyForms.traditional(rsa.key()));
    }

    @Test
    void readsSec1() throws FaultyFileException {
        serves(ec, KeyForms.traditional(ec.key()));
    }

    @Test
    void readsSec1BehindTheParametersOfItsCurve() throws FaultyFileException {
        serves(
                ec,
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + KeyForms.traditional(ec.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DES-EDE3-CBC", "AES-128-CBC", "AES-256-CBC"})
    void readsEncryptedPkcs1(String cipher) throws FaultyFileException {
        serves(rsa, KeyForms.traditional(rsa.key(), cipher, PASSWORD));
    }

    @Test
    void readsEncryptedSec1() throws FaultyFileException {
        serves(ec, KeyForms.traditional(ec.key(), "AES-256-CBC", PASSWORD));
    }

    @Test
    void readsPkcs8WithTheCurveInside() throws FaultyFileException, IOException {
        var pkcs8 = KeyForms.withCurve(ec.key());

        serves(ec, TestAuthority.pem(new PemObject("PRIVATE KEY", pkcs8.getEncoded())));
    }

    @Test
    void readsEncryptedPkcs8() throws FaultyFileException {
        serves(rsa, KeyForms.pkcs8(rsa.key(), PKCS8Generator.AES_256_CBC, PASSWORD));
        serves(ec, KeyForms.pkcs8(ec.key(), PKCS8Generator.AES_128_CBC, PASSWORD));
    }

    @Test
    void readsPkcs8AsItWasEncryptedInOldTimes() throws FaultyFileException {
        serves(rsa, KeyForms.pkcs8(rsa.key(), PKCS8Generator.DES3_CBC, PASSWORD));
        serves(rsa, KeyForms.pkcs8(rsa.key(), PKCS8Generator.PBE_SHA1_3DES, PASSWORD));
    }

    @Test
    void readsAKeyInTheFileOfItsCertificate() throws FaultyFileException {
        var both = ca.write("both.pem", TestAuthority.pem(ec.key()) + TestAuthority.pem(ec.certificate()));
        var certificates =
                Certificates.open(files.settings(new CertificateFiles(both, both, Optional.empty(), Set.of())));

        assertEquals(ec.chain(), Handshake.with(certificates, ca.context()).chain());
    }

    @Test
    void readsAFileWithTextBetweenTheBlocks() throws FaultyFileException {
        serves(
                ec,
                "Bag Attributes\n    friendlyName: ftp\r\n"
                        + TestAuthority.pem(ec.key()).replace("\n", "\r\n"));
    }

    @Test
    void needsAPasswordFileForAnEncryptedKey() {
        var key = ca.write("key", KeyForms.traditional(ec.key(), "AES-256-CBC", PASSWORD));

        assertEquals(key + ": the key is encrypted: a password file is needed", fault(ec, key, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsAWrongPasswordButNotWhatItIs(boolean traditional) {
        var key = ca.write(
                "key",
                traditional
                        ? KeyForms.traditional(ec.key(), "AES-256-CBC", "right")
                        : KeyForms.pkcs8(ec.key(), PKCS8Generator.AES_256_CBC, "right"));

        String fault = fault(ec, key, Optional.of(password));

        assertEquals(
                key + ": the key cannot be decrypted: the password in " + password
                        + " is wrong, or the cipher is not known",
                fault);
        assertFalse(fault.contains("horse"));
    }

    @Test
    void tellsThatThePasswordFileIsMissing() {
        var missing = ca.folder().resolve("missing");

        assertEquals(missing + ": no such file", fault(ec, ec.keyFile(), Optional.of(missing)));
    }

    @Test
    void tellsThatThePasswordFileIsEmpty() {
        var empty = ca.write("empty", "\npassword\n");

        assertEquals(empty + ": no password in its first line", fault(ec, ec.keyFile(), Optional.of(empty)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void tellsOfADamagedKeyWithoutABitOfIt(String label) {
        var key = ca.write("key", "-----BEGIN " + label + "-----\nc2VjcmV0IQ==\n-----END " + label + "-----\n");

        assertEquals(
                key + ": the " + label + " in it is damaged, or of a kind that TLS has no use for",
                fault(ec, key, Optional.of(password)));
    }

    private void serves(Issued issued, String keyText) throws FaultyFileException {
        var key = ca.write("key", keyText);
        var certificates = Certificates.open(
                files.settings(new CertificateFiles(issued.certificateFile(), key, Optional.of(password), Set.of())));

        assertEquals(issued.chain(), Handshake.with(certificates, ca.context()).chain());
    }

    private String fault(Issued issued, Path key, Optional<Path> passwordFile) {
        var settings = files.settings(new CertificateFiles(issued.certificateFile(), key, passwordFile, Set.of()));
        return assertThrows(FaultyFileException.class, () -> Certificates.open(settings))
                .faults()
                .getFirst()
                .toString();
    }
}
