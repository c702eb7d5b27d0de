package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ticker;
import com.google.common.net.InetAddresses;
import ferry.client.TestAuthority;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.PasswordHashes;
import ferry.user.Peer;
import ferry.user.RightSecrets;
import ferry.user.UserStore;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which logins need no strong hash. */
final class RightSecretsTest {
    private static final PasswordHashes HASHES = new PasswordHashes(4);
    private static final String STORED = HASHES.hash("secret");
    private static final Duration TIME = Duration.ofMinutes(10);

    private final Users users = new Users("""
            ftpserver.user.bob.homedirectory=/b
            ftpserver.user.bob.userpassword=%1$s
            ftpserver.user.bob.allow-from=loopback
            ftpserver.user.bob.account=%2$s
            ftpserver.user.eve.homedirectory=/e
            ftpserver.user.eve.userpassword=%1$s
            ftpserver.user.ann.homedirectory=/a
            ftpserver.user.ann.userpassword=%1$s
            ftpserver.user.old.homedirectory=/o
            ftpserver.user.old.userpassword=secret
            ftpserver.user.either.homedirectory=/e
            ftpserver.user.either.userpassword=%1$s
            ftpserver.user.either.certificate=cn:right
            ftpserver.user.either.login=either
            """.formatted(STORED, HASHES.hash("account")));
    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker() {
        @Override
        public long read() {
            return nanos.get();
        }
    };
    private final Semaphore hashing = new Semaphore(100);

    @AfterEach
    void close() throws IOException {
        users.close();
    }

    @Test
    void takesOneHashOfManyLogins() throws FaultyFileException {
        var authenticator = authenticator(10);

        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
        assertEquals(0, hashesOf(authenticator, "bob", "secret", true));
        assertEquals(0, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void takesAHashOfEachLoginWhenItIsOff() throws FaultyFileException {
        var authenticator = authenticator(RightSecrets.remembered(Duration.ZERO));

        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "eve", "nobody"})
    void takesTheWholeHashOfAWrongPassword(String name) throws FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        assertEquals(1, hashesOf(authenticator, name, "wrong", false));
        assertEquals(1, hashesOf(authenticator, name, "wrong", false));
        assertEquals(0, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void takesTheWholeHashOfARightPasswordFromAWrongAddress() throws FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        assertEquals(
                1,
                hashes(
                        () -> authenticator
                                .verify("bob", "secret", Users.ELSEWHERE)
                                .isPresent(),
                        false));
    }

    @Test
    void knowsOneUserFromAnother() throws FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        assertEquals(1, hashesOf(authenticator, "eve", "secret", true));
    }

    @Test
    void forgetsAfterTheTimeHoweverOftenItWasUsed() throws FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        nanos.addAndGet(TIME.toNanos() - 1);
        assertEquals(0, hashesOf(authenticator, "bob", "secret", true));
        nanos.addAndGet(1);
        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void forgetsWhenThePasswordIsChanged() throws IOException, FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        rewrite(STORED, HASHES.hash("new"));

        assertEquals(1, hashesOf(authenticator, "bob", "secret", false));
        assertEquals(1, hashesOf(authenticator, "bob", "new", true));
    }

    @Test
    void forgetsWhenTheSamePasswordIsHashedAnew() throws IOException, FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        rewrite(STORED, HASHES.hash("secret"));

        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void refusesADisabledUserAfterTheWholeHash() throws IOException, FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        rewrite("ftpserver.user.bob.allow-from=loopback", "ftpserver.user.bob.enableflag=false");

        assertEquals(1, hashesOf(authenticator, "bob", "secret", false));
    }

    @Test
    void refusesARemovedUserAfterTheWholeHash() throws IOException, FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        rewrite("ftpserver.user.bob.", "ftpserver.user.other.");

        assertEquals(1, hashesOf(authenticator, "bob", "secret", false));
    }

    @Test
    void keepsNoMoreThanItsNumber() throws FaultyFileException {
        var authenticator = authenticator(2);
        hashesOf(authenticator, "bob", "secret", true);
        hashesOf(authenticator, "eve", "secret", true);
        hashesOf(authenticator, "ann", "secret", true);

        assertEquals(0, hashesOf(authenticator, "ann", "secret", true));
        assertEquals(1, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void knowsAnOldPasswordFromItsNewHashOn() throws FaultyFileException {
        var authenticator = authenticator(10);

        assertEquals(1, hashesOf(authenticator, "old", "secret", true)); // makes the strong one
        assertEquals(1, hashesOf(authenticator, "old", "secret", true));
        assertEquals(0, hashesOf(authenticator, "old", "secret", true));
    }

    @Test
    void knowsAnAccountAndNoPasswordForOne() throws FaultyFileException {
        var authenticator = authenticator(10);
        var bob = authenticator.find("bob").orElseThrow();
        hashesOf(authenticator, "bob", "secret", true);

        assertEquals(1, hashes(() -> authenticator.verifyAccount(bob, "account", Users.HERE), true));
        assertEquals(0, hashes(() -> authenticator.verifyAccount(bob, "account", Users.HERE), true));
        assertEquals(1, hashes(() -> authenticator.verifyAccount(bob, "secret", Users.HERE), false));
        assertEquals(1, hashesOf(authenticator, "bob", "account", false));
    }

    @Test
    void remembersNoWrongPasswordOfWhomACertificateLetsIn() throws FaultyFileException {
        var authenticator = authenticator(10);
        try (var authority = TestAuthority.create()) {
            var peer = new Peer(
                    Users.HERE, Optional.of(authority.client("CN=right").certificate()));

            assertTrue(authenticator.verify("either", "wrong", peer).isPresent());
            assertTrue(authenticator.verify("either", "wrong", peer).isPresent());
        }

        assertFalse(authenticator.verify("either", "wrong", Users.HERE).isPresent());
    }

    @Test
    void waitsForNoTurnWhenThePasswordIsKnown() throws FaultyFileException {
        var authenticator = authenticator(10);
        hashesOf(authenticator, "bob", "secret", true);

        hashing.drainPermits();

        assertEquals(0, hashesOf(authenticator, "bob", "secret", true));
    }

    @Test
    void takesOneHashOfManyLoginsInTheSameMoment()
            throws FaultyFileException, InterruptedException, ExecutionException {
        var slow = new PasswordHashes(8);
        var secrets = RightSecrets.remembered(TIME, 10, ticker);
        var authenticator = new Authenticator(store(), slow, secrets, hashing, Duration.ofMinutes(1));
        int many = 8;
        var barrier = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = new ArrayList<Future<Boolean>>();
            for (int i = 1; i <= many; i++) {
                var from = InetAddresses.forString("127.0.0." + i);
                logins.add(threads.submit(login(authenticator, from, barrier)));
            }
            for (var login : logins) {
                assertTrue(login.get());
            }
        }

        assertEquals(1, slow.made());
    }

    private static Callable<Boolean> login(Authenticator authenticator, InetAddress from, CyclicBarrier barrier) {
        return () -> {
            barrier.await();
            return authenticator.verify("bob", "secret", from).isPresent();
        };
    }

    private static long hashesOf(Authenticator authenticator, String name, String password, boolean in) {
        return hashes(() -> authenticator.verify(name, password, Users.HERE).isPresent(), in);
    }

    /** A try to log in. */
    private interface Try {
        boolean make();
    }

    private static long hashes(Try login, boolean in) {
        long before = HASHES.made();
        assertEquals(in, login.make());
        return HASHES.made() - before;
    }

    private Authenticator authenticator(int most) throws FaultyFileException {
        return authenticator(RightSecrets.remembered(TIME, most, ticker));
    }

    private Authenticator authenticator(RightSecrets right) throws FaultyFileException {
        return new Authenticator(store(), HASHES, right, hashing, Duration.ofMillis(1));
    }

    private UserStore store() throws FaultyFileException {
        return UserStore.open(users.file, users.base);
    }

    private void rewrite(String old, String now) throws IOException {
        Files.writeString(users.file, users.text().replace(old, now));
    }
}
