package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.BusyException;
import ferry.user.RightSecrets;
import ferry.user.User;
import ferry.user.UserStore;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthenticatorTest {
    private final Users users = new Users("""
            ftpserver.user.bob.homedirectory=/b
            ftpserver.user.bob.userpassword=%1$s

            ftpserver.user.off.homedirectory=/o
            ftpserver.user.off.userpassword=%1$s
            ftpserver.user.off.enableflag=false

            ftpserver.user.near.homedirectory=/n
            ftpserver.user.near.userpassword=%1$s
            ftpserver.user.near.allow-from=loopback

            ftpserver.user.empty.homedirectory=/e
            ftpserver.user.empty.userpassword=

            ftpserver.user.anonymous.homedirectory=/a
            ftpserver.user.anonymous.allow-from=loopback
            """.formatted(Users.HASHES.hash("secret")));
    private final LogLines log = new LogLines(Authenticator.class.getName());

    @AfterEach
    void close() throws IOException {
        log.close();
        users.close();
    }

    @Test
    void letsInWhoKnowsThePassword() throws FaultyFileException {
        assertEquals(Optional.of("bob"), verify("bob", "secret", Users.ELSEWHERE));
        assertEquals(List.of(), log.of(Level.WARN));
    }

    @Test
    void refusesAWrongPassword() throws FaultyFileException {
        assertEquals(Optional.empty(), verify("bob", "Secret", Users.HERE));
        assertEquals(List.of("login of bob from 127.0.0.1 refused: wrong password"), log.of(Level.WARN));
    }

    @Test
    void refusesAnUnknownUser() throws FaultyFileException {
        assertEquals(Optional.empty(), verify("eve", "secret", Users.HERE));
        assertEquals(List.of("login of eve from 127.0.0.1 refused: unknown user"), log.of(Level.WARN));
    }

    @Test
    void refusesADisabledUser() throws FaultyFileException {
        assertEquals(Optional.empty(), verify("off", "secret", Users.HERE));
        assertEquals(List.of("login of off from 127.0.0.1 refused: the user is disabled"), log.of(Level.WARN));
    }

    @Test
    void refusesAnAddressThatIsNotAllowed() throws FaultyFileException {
        assertEquals(Optional.of("near"), verify("near", "secret", Users.HERE));
        assertEquals(Optional.empty(), verify("near", "secret", Users.ELSEWHERE));
        assertEquals(List.of("login of near from 203.0.113.9 refused: the address is not allowed"), log.of(Level.WARN));
    }

    @Test
    void refusesAnEmptyStoredPassword() throws FaultyFileException {
        assertEquals(Optional.empty(), verify("empty", "", Users.HERE));
    }

    @Test
    void needsNoPasswordOfTheAnonymousUser() throws FaultyFileException {
        assertEquals(Optional.of("anonymous"), verify("anonymous", "guest@example.org", Users.HERE));
        assertEquals(Optional.of("anonymous"), verify("anonymous", "", Users.HERE));
        assertEquals(Optional.of("anonymous"), verify("ftp", "", Users.HERE));
    }

    @Test
    void refusesTheAnonymousUserFromAnAddressThatIsNotAllowed() throws FaultyFileException {
        assertEquals(Optional.empty(), verify("anonymous", "", Users.ELSEWHERE));
        assertEquals(Optional.empty(), verify("ftp", "", Users.ELSEWHERE));
    }

    @Test
    void refusesTheAnonymousUserWhenDisabled() throws IOException, FaultyFileException {
        try (var disabled = new Users("""
                ftpserver.user.anonymous.homedirectory=/a
                ftpserver.user.anonymous.enableflag=false
                """)) {
            var authenticator = authenticator(disabled, new Semaphore(1));

            assertTrue(authenticator.verify("anonymous", "", Users.HERE).isEmpty());
            assertTrue(authenticator.verify("ftp", "", Users.HERE).isEmpty());
        }
    }

    @Test
    void prefersAUserWhoseNameIsFtp() throws IOException, FaultyFileException {
        try (var ftp = new Users("""
                ftpserver.user.ftp.homedirectory=/f
                ftpserver.user.ftp.userpassword=%s
                ftpserver.user.anonymous.homedirectory=/a
                """.formatted(Users.HASHES.hash("secret")))) {
            var authenticator = authenticator(ftp, new Semaphore(1));

            assertTrue(authenticator.verify("ftp", "", Users.HERE).isEmpty());
            assertEquals(
                    Optional.of("ftp"),
                    authenticator.verify("ftp", "secret", Users.HERE).map(User::name));
        }
    }

    @Test
    void logsNoControlCharactersAndNoPassword() throws FaultyFileException {
        verify("e\r\nve\u001b", "hunter2", Users.HERE);

        assertEquals(
                List.of("login of e\\u000d\\u000ave\\u001b from 127.0.0.1 refused: unknown user"), log.of(Level.WARN));
    }

    @Test
    void refusesWhenItsTurnDoesNotCome() throws FaultyFileException {
        var hashing = new Semaphore(0);

        var authenticator = authenticator(users, hashing);

        assertThrows(BusyException.class, () -> authenticator.verify("bob", "secret", Users.HERE));
    }

    @Test
    void letsTheAnonymousUserInWithoutWaiting() throws FaultyFileException {
        assertTrue(authenticator(users, new Semaphore(0))
                .verify("anonymous", "", Users.HERE)
                .isPresent());
    }

    @Test
    void givesItsTurnBack() throws FaultyFileException {
        var hashing = new Semaphore(1);
        var authenticator = authenticator(users, hashing);
        authenticator.verify("bob", "secret", Users.HERE);
        authenticator.verify("bob", "wrong", Users.HERE);
        authenticator.verify("eve", "wrong", Users.HERE);

        assertEquals(1, hashing.availablePermits());
    }

    @Test
    void staysInterruptedWhenInterruptedWhileWaiting() throws FaultyFileException {
        var authenticator = authenticator(users, new Semaphore(0));
        Thread.currentThread().interrupt();

        assertTrue(authenticator.verify("bob", "secret", Users.HERE).isEmpty());
        assertTrue(Thread.interrupted());
    }

    private Optional<String> verify(String name, String password, InetAddress from) throws FaultyFileException {
        return authenticator(users, new Semaphore(1))
                .verify(name, password, from)
                .map(User::name);
    }

    private static Authenticator authenticator(Users users, Semaphore hashing) throws FaultyFileException {
        var store = UserStore.open(users.file, users.base);
        return new Authenticator(store, Users.HASHES, RightSecrets.forgotten(), hashing, Duration.ofMillis(1));
    }
}
