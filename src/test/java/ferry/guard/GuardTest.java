package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.client.LogLines;
import ferry.protocol.AddressList;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is banned, from when, and for how long. Three failures within ten minutes are a ban. */
final class GuardTest {
    private static final InetAddress EVE = InetAddresses.forString("192.0.2.7");
    private static final InetAddress OTHER = InetAddresses.forString("192.0.2.8");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Ticks ticks = new Ticks();
    private final LogLines log = new LogLines(Guard.class.getName());
    private final Guard guard = guard("loopback", 3);

    private Guard guard(String trusted, int failures) {
        var terms = new GuardSettings.Terms(
                failures, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(30));
        return Guard.start(
                new GuardSettings(AddressList.parse(trusted), terms, Optional.empty(), 0, 0, 100, Duration.ZERO),
                ticks,
                ticks);
    }

    @AfterEach
    void close() {
        log.close();
        guard.close();
    }

    private Attempt<String> attempt(InetAddress client, String user, boolean right) {
        return guard.attempt(
                client, new Account("host", user), () -> right ? Optional.of(user) : Optional.<String>empty());
    }

    private void fail(InetAddress client, int times) {
        IntStream.range(0, times).forEach(_ -> attempt(client, "bob", false));
    }

    private boolean banned(InetAddress client) {
        return guard.admit(client) == Guard.Admission.BANNED;
    }

    @Test
    void bansAfterSoManyFailures() {
        assertInstanceOf(Attempt.Wrong.class, attempt(EVE, "bob", false));
        assertInstanceOf(Attempt.Wrong.class, attempt(EVE, "eve", false));
        assertEquals(Guard.Admission.YES, guard.admit(EVE));

        assertEquals(new Attempt.Refused<>(Guard.BANNED), attempt(EVE, "bob", false));

        assertTrue(banned(EVE));
        assertEquals(Guard.Admission.YES, guard.admit(OTHER));
    }

    @Test
    void bansOnceWhoFailsTwiceInTheSameMoment() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            var client = InetAddresses.forString("198.51.100." + i);
            fail(client, 2);
            var both = new CyclicBarrier(2);
            var first = Thread.ofPlatform().start(() -> failWith(client, both));
            failWith(client, both);
            first.join();
        }

        assertEquals(
                List.of(),
                log.of(Level.WARN).stream()
                        .filter(line -> line.contains("for the 2. time"))
                        .toList());
    }

    private void failWith(InetAddress client, CyclicBarrier both) {
        guard.attempt(client, new Account("host", "bob"), () -> {
            try {
                both.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return Optional.<String>empty();
        });
    }

    @Test
    void tellsTheLogOnceAndWithoutControlCharacters() {
        attempt(EVE, "bob", false);
        attempt(EVE, "e\r\nve", false);
        attempt(EVE, "bob", false);
        attempt(EVE, "bob", false);
        guard.admit(EVE);

        assertEquals(
                List.of("192.0.2.7 is banned until 2026-05-01T12:10:01Z (ban 1): 3 wrong logins as \"bob\","
                        + " \"e\\u000d\\u000ave\""),
                log.of(Level.WARN));
    }

    @Test
    void looksAtNoSecretOfABannedSource() {
        fail(EVE, 3);
        var looked = new AtomicInteger();

        var attempt = guard.attempt(EVE, new Account("host", "bob"), () -> Optional.of(looked.incrementAndGet()));

        assertEquals(new Attempt.Refused<>(Guard.BANNED), attempt);
        assertEquals(0, looked.get());
    }

    @Test
    void endsTheBan() {
        fail(EVE, 3);

        ticks.pass(Duration.ofMinutes(10).plusSeconds(2));

        assertEquals(Guard.Admission.YES, guard.admit(EVE));
        fail(EVE, 2);
        assertEquals(Guard.Admission.YES, guard.admit(EVE), "the failures before the ban count no more");
    }

    @Test
    void makesEachBanTwiceAsLongUpToTheLongest() {
        for (int minutes : new int[] {10, 20, 30, 30}) {
            fail(EVE, 3);

            ticks.pass(Duration.ofMinutes(minutes));
            assertTrue(banned(EVE), minutes + " minutes");
            ticks.pass(Duration.ofSeconds(2));
            assertEquals(Guard.Admission.YES, guard.admit(EVE), minutes + " minutes");
        }
    }

    @Test
    void beginsAnewAfterALongQuiet() {
        fail(EVE, 3);
        ticks.pass(Duration.ofMinutes(41));

        fail(EVE, 3);

        ticks.pass(Duration.ofMinutes(10).plusSeconds(2));
        assertEquals(Guard.Admission.YES, guard.admit(EVE));
    }

    @Test
    void forgetsFailuresAfterTheWindow() {
        for (int i = 0; i < 10; i++) {
            fail(EVE, 1);
            ticks.pass(MINUTE.multipliedBy(6));
        }

        assertEquals(Guard.Admission.YES, guard.admit(EVE));
    }

    @Test
    void forgivesTheFailuresForTheSameAccountOnly() {
        attempt(EVE, "bob", false);
        attempt(EVE, "bob", false);
        assertEquals(new Attempt.Right<>("bob"), attempt(EVE, "bob", true));
        attempt(EVE, "anna", false);
        attempt(EVE, "anna", false);
        assertEquals(new Attempt.Right<>("bob"), attempt(EVE, "bob", true));

        attempt(EVE, "anna", false);

        assertTrue(banned(EVE));
    }

    @Test
    void forgivesNothingForTheSameNameAtAnotherHost() {
        fail(EVE, 2);
        guard.attempt(EVE, new Account("other", "bob"), () -> Optional.of("in"));

        fail(EVE, 1);

        assertTrue(banned(EVE));
    }

    @Test
    void countsANetworkOf64BitsAsOneSource() {
        fail(InetAddresses.forString("2001:db8:1:2::1"), 1);
        fail(InetAddresses.forString("2001:db8:1:2:ffff::2"), 1);
        fail(InetAddresses.forString("2001:db8:1:2::3"), 1);

        assertTrue(banned(InetAddresses.forString("2001:db8:1:2:3::4")));
        assertEquals(Guard.Admission.YES, guard.admit(InetAddresses.forString("2001:db8:1:3::1")));
    }

    @Test
    void bansNobodyWhoIsTrusted() {
        var loopback = InetAddress.getLoopbackAddress();

        fail(loopback, 30);

        assertEquals(Guard.Admission.YES, guard.admit(loopback));
        assertEquals(new Attempt.Right<>("bob"), attempt(loopback, "bob", true));
    }

    @Test
    void trustsNobodyByAnEmptyList() {
        var strict = guard("", 1);
        var loopback = InetAddress.getLoopbackAddress();

        strict.attempt(loopback, new Account("host", "bob"), Optional::empty);

        assertEquals(Guard.Admission.BANNED, strict.admit(loopback));
    }

    @Test
    void bansNobodyWhenSwitchedOff() {
        var lenient = guard("", 0);

        for (int i = 0; i < 2_000; i++) {
            lenient.attempt(EVE, new Account("host", "bob"), Optional::empty);
        }

        assertEquals(Guard.Admission.YES, lenient.admit(EVE));
    }
}
