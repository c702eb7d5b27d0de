package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.protocol.AddressList;
import ferry.protocol.Network;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long wrong logins are held back. */
final class PauseTest {
    private static final InetAddress EVE = InetAddresses.forString("192.0.2.7");
    private static final InetAddress OTHER = InetAddresses.forString("192.0.2.8");
    private static final Account BOB = new Account("host", "bob");

    private static GuardSettings settings(int failures, Duration longestPause) {
        var terms = new GuardSettings.Terms(
                failures, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10));
        return new GuardSettings(AddressList.parse(""), terms, Optional.empty(), 0, 0, 100, longestPause);
    }

    @Test
    void addsThePausesOfFailuresThatComeAtOnce() {
        var failures = new FailedLogins(Duration.ofMinutes(10), () -> 0);
        failures.note(Network.source(EVE), BOB);

        failures.pause(Network.source(EVE), 500);
        failures.pause(Network.source(EVE), 1000);

        assertEquals(1500, failures.pauseLeft(Network.source(EVE)));
        assertEquals(0, failures.pauseLeft(Network.source(OTHER)));
    }

    @Test
    void growsWithTheFailuresOfTheSourceUpToALimit() {
        var ticks = new Ticks();
        try (var guard = Guard.start(settings(0, Duration.ofSeconds(2)), ticks, ticks)) {
            for (long millis : new long[] {500, 1000, 1500, 2000, 2000}) {
                assertEquals(new Attempt.Wrong<>(Duration.ofMillis(millis)), guard.attempt(EVE, BOB, Optional::empty));
                ticks.pass(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void letsGuessesOfOneSourceBeNoFasterOverManyConnections() throws InterruptedException {
        var guesses = new AtomicInteger();
        var answered = new CountDownLatch(100);
        try (var guard = Guard.start(settings(5, Duration.ofMillis(1)), Clock.systemUTC(), System::nanoTime);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> {
                    guard.attempt(EVE, BOB, () -> {
                        guesses.incrementAndGet();
                        return Optional.empty();
                    });
                    answered.countDown();
                });
            }
            assertTrue(answered.await(20, TimeUnit.SECONDS));
        }

        assertTrue(guesses.get() <= 6, () -> guesses + " guesses; one may be under way beside the one that bans");
    }

    @Test
    void holdsUpNoOtherSource() throws InterruptedException {
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        try (var guard = Guard.start(settings(0, Duration.ofHours(1)), _ -> {});
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> guard.attempt(EVE, BOB, () -> {
                    begun.countDown();
                    await(end);
                    return Optional.of("late");
                }));
            }
            assertTrue(begun.await(20, TimeUnit.SECONDS));

            assertEquals(new Attempt.Right<>("in"), guard.attempt(OTHER, BOB, () -> Optional.of("in")));
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
