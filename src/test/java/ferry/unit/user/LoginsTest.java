package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.NameRules;
import ferry.file.Permission;
import ferry.file.Rights;
import ferry.protocol.AddressList;
import ferry.tls.TlsPolicy;
import ferry.user.Allowance;
import ferry.user.CertificatePatterns;
import ferry.user.LoginMethod;
import ferry.user.Logins;
import ferry.user.Rates;
import ferry.user.User;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoginsTest {
    private final Logins logins = new Logins();

    @Test
    void admitsWithoutLimits() {
        var bob = user("bob", 0, 0);

        for (int i = 0; i < 100; i++) {
            assertTrue(logins.admit(bob, Users.HERE).isPresent());
        }
    }

    @Test
    void keepsTheLimitOfAUser() {
        var bob = user("bob", 2, 0);
        logins.admit(bob, Users.HERE);
        logins.admit(bob, Users.ELSEWHERE);

        assertTrue(logins.admit(bob, Users.HERE).isEmpty());
    }

    @Test
    void keepsTheLimitOfAnAddress() {
        var bob = user("bob", 0, 1);
        logins.admit(bob, Users.HERE);

        assertTrue(logins.admit(bob, Users.HERE).isEmpty());
        assertTrue(logins.admit(bob, Users.ELSEWHERE).isPresent());
    }

    @Test
    void takesAHalfOfAnIpv6AddressForAllOfIt() {
        var bob = user("bob", 0, 1);
        logins.admit(bob, InetAddress.ofLiteral("2001:db8::1"));

        assertTrue(logins.admit(bob, InetAddress.ofLiteral("2001:db8::2")).isEmpty());
        assertTrue(logins.admit(bob, InetAddress.ofLiteral("2001:db8:0:1::1")).isPresent());
    }

    @Test
    void countsEachUserAlone() {
        logins.admit(user("bob", 1, 1), Users.HERE);

        assertTrue(logins.admit(user("eve", 1, 1), Users.HERE).isPresent());
    }

    @Test
    void doesNotCountWhomItRefused() {
        var bob = user("bob", 0, 1);
        logins.admit(bob, Users.HERE);
        logins.admit(bob, Users.HERE);

        assertTrue(logins.admit(user("bob", 2, 0), Users.ELSEWHERE).isPresent());
    }

    @Test
    void givesThePlaceToTheNext() {
        var bob = user("bob", 1, 1);
        logins.admit(bob, Users.HERE).orElseThrow().close();

        assertTrue(logins.admit(bob, Users.HERE).isPresent());
    }

    @Test
    void givesThePlaceBackOnlyOnce() {
        var bob = user("bob", 2, 2);
        var first = logins.admit(bob, Users.HERE).orElseThrow();
        logins.admit(bob, Users.HERE);
        first.close();
        first.close();
        logins.admit(bob, Users.HERE);

        assertFalse(logins.admit(bob, Users.HERE).isPresent());
    }

    @Test
    void givesThePlaceToAnotherThread() throws InterruptedException, ExecutionException, TimeoutException {
        var bob = user("bob", 1, 1);
        logins.admit(bob, Users.HERE).orElseThrow().close();

        var other = CompletableFuture.supplyAsync(() -> logins.admit(bob, Users.HERE));

        assertTrue(other.get(10, TimeUnit.SECONDS).isPresent());
    }

    @Test
    void neverAdmitsOneTooManyAtTheSameTime() throws InterruptedException, ExecutionException {
        var bob = user("bob", 10, 0);
        Callable<Boolean> login = () -> logins.admit(bob, Users.HERE).isPresent();
        int admitted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 200).mapToObj(_ -> login).toList();
            for (var future : threads.invokeAll(tasks)) {
                admitted += future.get() ? 1 : 0;
            }
        }

        assertEquals(10, admitted);
    }

    private static User user(String name, int maxLogins, int maxLoginsPerAddress) {
        return new User(
                name,
                "",
                Path.of("/srv"),
                true,
                Rights.everywhere(Permission.ALL),
                NameRules.NONE,
                maxLogins,
                maxLoginsPerAddress,
                Optional.empty(),
                Rates.NONE,
                Allowance.NONE,
                AddressList.EVERYBODY,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                TlsPolicy.Exceptions.NONE,
                CertificatePatterns.NONE,
                LoginMethod.PASSWORD);
    }
}
