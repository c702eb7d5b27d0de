package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.PasswordHashes;
import ferry.user.UserStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal makes the same hashes, whether there is such a user or not. */
final class LoginWorkTest {
    private static final PasswordHashes HASHES = new PasswordHashes(4);

    private final Users users = new Users("""
            ftpserver.user.strong.homedirectory=/x
            ftpserver.user.strong.userpassword=%1$s
            ftpserver.user.disabled.homedirectory=/x
            ftpserver.user.disabled.userpassword=%1$s
            ftpserver.user.disabled.enableflag=false
            ftpserver.user.far.homedirectory=/x
            ftpserver.user.far.userpassword=secret
            ftpserver.user.far.allow-from=203.0.113.0/24
            ftpserver.user.clear.homedirectory=/x
            ftpserver.user.clear.userpassword=other
            ftpserver.user.md5.homedirectory=/x
            ftpserver.user.md5.userpassword=21232F297A57A5A743894A0E4A801FC3
            ftpserver.user.empty.homedirectory=/x
            ftpserver.user.certified.homedirectory=/x
            ftpserver.user.certified.userpassword=%1$s
            ftpserver.user.certified.login=certificate
            ftpserver.user.certified.certificate=subject:CN=certified
            ftpserver.user.anonymous.homedirectory=/x
            ftpserver.user.anonymous.enableflag=false
            """.formatted(HASHES.hash("secret")));

    private Authenticator authenticator;
    private LogLines log;

    @BeforeEach
    void open() throws FaultyFileException {
        log = new LogLines(Authenticator.class.getName());
        authenticator = new Authenticator(UserStore.open(users.file, users.base), HASHES);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        users.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"strong", "disabled", "far", "clear", "md5", "empty", "certified", "anonymous", "ftp", "nobody"})
    void takesOneHashAndNoMore(String name) {
        assertEquals(1, hashesOf(name, name.equals("far") ? "secret" : "wrong"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"strong", "disabled", "far", "clear", "md5", "empty", "certified", "anonymous", "ftp", "nobody"})
    void takesAsManyHashesOfALongPassword(String name) {
        assertEquals(2, hashesOf(name, "wrong".repeat(20)));
    }

    private long hashesOf(String name, String password) {
        long before = HASHES.made();
        assertTrue(authenticator.verify(name, password, Users.HERE).isEmpty());
        return HASHES.made() - before;
    }
}
