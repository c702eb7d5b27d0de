package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.PasswordHashes;
import ferry.user.UserStore;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal takes the time of a bcrypt hash, so that time does not tell which names there are. */
final class LoginTimeTest {
    private static final PasswordHashes HASHES = new PasswordHashes(8);

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
            ftpserver.user.anonymous.homedirectory=/x
            ftpserver.user.anonymous.enableflag=false
            """.formatted(HASHES.hash("secret")));

    private Authenticator authenticator;
    private LogLines log;

    /** Lets the compiler do its part first. */
    @BeforeAll
    static void warmUp() {
        LongStream.range(0, 20).forEach(_ -> HASHES.work("secret"));
    }

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
    @ValueSource(strings = {"strong", "disabled", "far", "clear", "md5", "empty", "anonymous", "ftp", "nobody"})
    void takesTheTimeOfAHash(String name) {
        long hash = least(() -> HASHES.work("wrong"));
        long login = least(() -> assertTrue(authenticator
                .verify(name, name.equals("far") ? "secret" : "wrong", Users.HERE)
                .isEmpty()));

        // Without a hash it is a thousandth; the compiler's work in between is what the tenth leaves room for.
        assertTrue(login > hash / 10, () -> login + " ns, a hash takes " + hash);
    }

    /** The least of several times: a busy machine makes single ones longer, never shorter. */
    private static long least(Runnable work) {
        return LongStream.range(0, 5)
                .map(_ -> {
                    long begin = System.nanoTime();
                    work.run();
                    return System.nanoTime() - begin;
                })
                .min()
                .orElseThrow();
    }
}
