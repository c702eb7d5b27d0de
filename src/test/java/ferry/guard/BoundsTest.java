package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.protocol.Network;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of sources is bounded, however many there are, and the most harmful are remembered. */
final class BoundsTest {
    private static final Account BOB = new Account("host", "bob");
    private static final Network EVE = source(0);

    private final Ticks ticks = new Ticks();

    private static Network source(int number) {
        return Network.source(InetAddresses.forString("2001:db8:" + Integer.toHexString(number) + "::1"));
    }

    @Test
    void remembersTheSourcesOfMostFailures() {
        var failures = new FailedLogins(Duration.ofMinutes(10), ticks, 100);
        failures.note(EVE, BOB);
        failures.note(EVE, BOB);

        IntStream.range(1, 10_000).forEach(i -> failures.note(source(i), BOB));

        assertTrue(failures.size() <= 100, () -> failures.size() + " sources");
        assertEquals(3, failures.note(EVE, BOB).size());
    }

    @Test
    void forgetsOldFailuresFirst() {
        var failures = new FailedLogins(Duration.ofMinutes(10), ticks, 100);
        failures.note(EVE, BOB);
        failures.note(EVE, BOB);
        ticks.pass(Duration.ofMinutes(11));

        IntStream.range(1, 101).forEach(i -> failures.note(source(i), BOB));

        assertEquals(100, failures.size());
        assertEquals(1, failures.note(EVE, BOB).size());
    }

    @Test
    void remembersBansOfMostTimesAndThoseOfTheAdministrator() {
        var terms = new GuardSettings.Terms(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1));
        var bans = new Bans(terms, ticks, 100);
        var byHand = new Ban(source(1), ticks.instant().plusSeconds(60), 0, "by hand");
        bans.take(java.util.List.of(byHand), java.util.List.of());
        bans.impose(EVE, "first");
        bans.impose(EVE, "second");

        IntStream.range(2, 5_000).forEach(i -> bans.impose(source(i), "once"));

        assertTrue(bans.size() <= 100, () -> bans.size() + " bans");
        assertEquals(2, bans.of(EVE.address(), EVE).orElseThrow().times());
        assertEquals(
                byHand, bans.of(byHand.network().address(), byHand.network()).orElseThrow());
        assertTrue(bans.unsaved().size() <= 100);
    }

    @Test
    void putsNoMoreBansIntoTheFileThanItKeeps() {
        var terms = new GuardSettings.Terms(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1));
        var bans = new Bans(terms, ticks, 100);
        var until = ticks.instant().plusSeconds(60);
        var inFile = IntStream.range(0, 1_000)
                .mapToObj(i -> new Ban(source(i), until, i == 500 ? 0 : 1, "")) // one of them by hand
                .toList();
        var own = bans.impose(source(2_000), "last");

        var merged = bans.merged(inFile, java.util.List.of(own));

        assertEquals(100, merged.size());
        assertTrue(merged.contains(inFile.get(500)));
        assertTrue(merged.contains(own));
    }

    @Test
    void forgetsBansThatAreOverThoughTheyNeverCameIntoTheFile() {
        var terms = new GuardSettings.Terms(1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        var bans = new Bans(terms, ticks, 10);
        IntStream.range(0, 10).forEach(i -> bans.impose(source(i), "once"));
        ticks.pass(Duration.ofHours(3));

        var last = bans.impose(source(10), "last");

        assertEquals(java.util.List.of(last), bans.unsaved());
    }
}
