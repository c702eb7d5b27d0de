package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.hash.Hashing;
import ferry.client.TestAuthority;
import ferry.properties.FaultyFileException;
import ferry.user.CertificatePatterns;
import ferry.user.UserStore;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificates belong to a user. */
final class CertificatePatternsTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    /** As Bouncy Castle writes it, the name begins with the country. */
    private static final X509Certificate ALICE = AUTHORITY
            .client(
                    "C=DE,O=Partner\\; Sons,OU=CN,CN=Alice",
                    "email:Alice@Mail.Example",
                    "dns:camera1.example",
                    "uri:urn:device:1")
            .certificate();

    private static final X509Certificate BARE = AUTHORITY.client("O=Partner").certificate();
    private static final X509Certificate TWO_NAMES =
            AUTHORITY.client("CN=outer,O=Partner,CN=inner+UID=7").certificate();

    @AfterAll
    static void close() {
        AUTHORITY.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subject:CN=Alice,OU=CN,O=Partner\\; Sons,C=DE        | true
            subject: cn=alice , ou=cn, o = partner\\;  sons, c=de | true
            subject:C = DE, O = Partner\\; Sons, OU = CN, CN = Alice | true
            subject:CN=Alice,O=Partner\\; Sons,OU=CN,C=DE        | false
            subject:CN=Alice,OU=CN,O=Partner\\; Sons            | false
            subject:CN=Alice                                     | false
            cn:Alice                                             | true
            CN:alice                                             | true
            cn:Alic                                              | false
            cn:CN                                                | false
            cn:Partner\\; Sons                                   | false
            email:Alice@mail.example                             | true
            email:alice@mail.example                             | false
            email:camera1.example                                | false
            dns:Camera1.Example                                  | true
            dns:example                                          | false
            dns:*.example                                        | false
            uri:urn:device:1                                     | true
            uri:urn:Device:1                                     | false
            cn:bob; dns:camera1.example                          | true
            cn:bob; dns:camera2.example;                         | false
            """)
    void matchesNamesOfACertificate(String patterns, boolean match) throws Exception {
        assertEquals(match, patterns(patterns).match(ALICE));
    }

    @Test
    void matchesTheFingerprintWithAndWithoutColons() throws Exception {
        String digits = fingerprint(ALICE);
        String colons = digits.replaceAll("(..)(?!$)", "$1:").toUpperCase(Locale.ROOT);

        assertEquals(true, patterns("sha256:" + digits).match(ALICE));
        assertEquals(true, patterns("sha256:" + colons).match(ALICE));
        assertEquals(false, patterns("sha256:" + digits).match(BARE));
    }

    @ParameterizedTest
    @CsvSource({"cn:Partner", "email:a@b.example", "dns:a.example", "uri:urn:a"})
    void matchesNothingOfACertificateThatHasNoSuchName(String pattern) throws Exception {
        assertEquals(false, patterns(pattern).match(BARE));
    }

    @ParameterizedTest
    @CsvSource({"cn:inner, true", "cn:outer, false"})
    void takesTheInnermostOfSeveralCommonNames(String pattern, boolean match) throws Exception {
        assertEquals(match, patterns(pattern).match(TWO_NAMES));
    }

    /** A dotless i, a long s, the Kelvin sign, wide letters: some comparisons of Java take them for those of ASCII. */
    @ParameterizedTest
    @CsvSource({
        "CN=adm\u0131n, cn:admin",
        "CN=\u017fam, cn:sam",
        "CN=\u212aim, cn:kim",
        "CN=adm\u0131n, subject:CN=admin",
        "CN=\u017fam, subject:CN=sam",
        "CN=\u212aim, subject:CN=kim",
        "CN=\uff4bim, subject:CN=kim"
    })
    void takesNoLetterForAnother(String subject, String pattern) throws Exception {
        assertEquals(false, patterns(pattern).match(AUTHORITY.client(subject).certificate()));
    }

    @Test
    void ignoresTheCaseOfAllLetters() throws Exception {
        var muller = AUTHORITY.client("CN=J\u00fcrgen").certificate();

        assertEquals(true, patterns("cn:J\u00dcRGEN").match(muller));
        assertEquals(true, patterns("subject:CN=J\u00dcRGEN").match(muller));
    }

    @Test
    void takesNoneOfTwoCommonNamesAtOnePlace() throws Exception {
        var two = AUTHORITY.client("CN=alice+CN=bob").certificate();

        assertEquals(false, patterns("cn:alice; cn:bob").match(two));
    }

    @Test
    void matchesNothingWithoutPatterns() {
        assertEquals(false, CertificatePatterns.NONE.match(ALICE));
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
        return Hashing.sha256().hashBytes(certificate.getEncoded()).toString();
    }

    private static CertificatePatterns patterns(String text) throws IOException, FaultyFileException {
        String lines = "ftpserver.user.bob.homedirectory=/b\nftpserver.user.bob.certificate="
                + text.replace("\\", "\\\\") + "\n";
        try (var users = new Users(lines)) {
            return UserStore.open(users.file, users.base)
                    .find("bob")
                    .orElseThrow()
                    .certificates();
        }
    }
}
