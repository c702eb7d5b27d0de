package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.client.TestAuthority;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.Peer;
import ferry.user.User;
import ferry.user.UserStore;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by certificates of clients. */
final class CertificateLoginTest {
    private static final String MD5_OF_SECRET = "5EBE2294ECD0E0F08EAB7690D2A6EE69";
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final X509Certificate RIGHT = AUTHORITY.client("CN=right").certificate();
    private static final X509Certificate WRONG = AUTHORITY.client("CN=wrong").certificate();

    private final Users users = new Users("""
            ftpserver.user.password.homedirectory=/p
            ftpserver.user.password.userpassword=%1$s

            ftpserver.user.both.homedirectory=/b
            ftpserver.user.both.userpassword=%1$s
            ftpserver.user.both.certificate=cn:right

            ftpserver.user.certificate.homedirectory=/c
            ftpserver.user.certificate.userpassword=%1$s
            ftpserver.user.certificate.certificate=cn:right
            ftpserver.user.certificate.login=certificate
            ftpserver.user.certificate.allow-from=loopback

            ftpserver.user.either.homedirectory=/e
            ftpserver.user.either.userpassword=%1$s
            ftpserver.user.either.certificate=cn:right
            ftpserver.user.either.login=either

            ftpserver.user.off.homedirectory=/o
            ftpserver.user.off.certificate=cn:right
            ftpserver.user.off.login=certificate
            ftpserver.user.off.enableflag=false

            ftpserver.user.old.homedirectory=/o
            ftpserver.user.old.userpassword=%2$s
            ftpserver.user.old.certificate=cn:right
            ftpserver.user.old.login=either

            ftpserver.user.anonymous.homedirectory=/a
            ftpserver.user.anonymous.certificate=cn:right
            """.formatted(Users.HASHES.hash("secret"), MD5_OF_SECRET));
    private final LogLines log = new LogLines(Authenticator.class.getName());

    @AfterEach
    void close() throws IOException {
        log.close();
        users.close();
    }

    @AfterAll
    static void closeAuthority() {
        AUTHORITY.close();
    }

    @ParameterizedTest
    @CsvSource({
        "password,    secret, none,  true",
        "password,    secret, wrong, true",
        "password,    Secret, right, false",
        "both,        secret, right, true",
        "both,        secret, wrong, false",
        "both,        secret, none,  false",
        "both,        Secret, right, false",
        "certificate, secret, none,  false",
        "certificate, secret, wrong, false",
        "certificate, Secret, right, true",
        "either,      secret, none,  true",
        "either,      Secret, right, true",
        "either,      Secret, wrong, false",
        "anonymous,   any,    none,  false",
        "ftp,         any,    right, true",
        "unknown,     secret, right, false"
    })
    void weighsPasswordAndCertificate(String name, String password, String certificate, boolean in)
            throws FaultyFileException {
        assertEquals(in, verify(name, password, Users.HERE, certificate).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "password,    right, false",
        "both,        right, false",
        "certificate, right, true",
        "certificate, wrong, false",
        "certificate, none,  false",
        "either,      right, true",
        "either,      none,  false",
        "off,         right, false",
        "anonymous,   right, false",
        "unknown,     right, false"
    })
    void recognizesThoseWhoNeedNoPassword(String name, String certificate, boolean recognized)
            throws FaultyFileException {
        assertEquals(
                recognized,
                authenticator().recognize(name, peer(Users.HERE, certificate)).isPresent());
        assertEquals(List.of(), log.of(Level.WARN));
    }

    @Test
    void recognizesNobodyAtAnAddressThatIsNotAllowed() throws FaultyFileException {
        assertEquals(Optional.empty(), authenticator().recognize("certificate", peer(Users.ELSEWHERE, "right")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            both        | secret | none  | a certificate is needed, and none was shown
            both        | secret | wrong | the certificate of CN=wrong is not the user's
            both        | Secret | right | wrong password
            certificate | secret | none  | a certificate is needed, and none was shown
            either      | Secret | wrong | wrong password
            off         | any    | right | the user is disabled
            """)
    void tellsTheAdministratorWhy(String name, String password, String certificate, String why)
            throws FaultyFileException {
        verify(name, password, Users.HERE, certificate);

        assertEquals(List.of("login of " + name + " from 127.0.0.1 refused: " + why), log.of(Level.WARN));
    }

    @Test
    void makesNoHashOfAWrongPasswordWhenTheCertificateIsEnough() throws IOException, FaultyFileException {
        assertTrue(verify("old", "Secret", Users.HERE, "right").isPresent());
        assertTrue(users.text().contains(MD5_OF_SECRET));

        assertTrue(verify("old", "secret", Users.HERE, "right").isPresent());
        assertFalse(users.text().contains(MD5_OF_SECRET));
    }

    private Optional<User> verify(String name, String password, InetAddress from, String certificate)
            throws FaultyFileException {
        return authenticator().verify(name, password, peer(from, certificate));
    }

    private Authenticator authenticator() throws FaultyFileException {
        return new Authenticator(UserStore.open(users.file, users.base), Users.HASHES);
    }

    private static Peer peer(InetAddress address, String certificate) {
        return switch (certificate) {
            case "right" -> new Peer(address, Optional.of(RIGHT));
            case "wrong" -> new Peer(address, Optional.of(WRONG));
            default -> new Peer(address);
        };
    }
}
