package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.data.Bandwidth;
import ferry.data.DataConnectionException;
import ferry.data.Pace;
import ferry.data.StallWatch;
import ferry.data.Transfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rates of sessions, of users and of the server, by a clock that stands still unless the test moves it. */
final class PaceTest {
    private static final long SECOND = 1_000_000_000;

    /** So many bytes at once, in times of the rate: what was not used for a quarter of a second. */
    private static final double BURST = 0.25;

    private static final OptionalLong NONE = OptionalLong.of(0);

    private long now;

    private Bandwidth bandwidth(long usual, long total) {
        return new Bandwidth(usual, total, () -> now);
    }

    private Pace of(long rate) {
        return bandwidth(0, 0).pace("anna", OptionalLong.of(rate), 0);
    }

    /** A session that moves bytes as fast as it may. */
    private static final class Mover {
        private final Pace pace;
        private final int step;
        private long due;
        private long moved;

        Mover(Pace pace, int step) {
            this.pace = pace;
            this.step = step;
        }

        void move() {
            int bytes = pace.step(step);
            moved += bytes;
            due = pace.pay(bytes);
        }
    }

    /** Lets them move for so long, each as soon as it may. */
    private void run(long nanos, Mover... movers) {
        long end = now + nanos;
        while (true) {
            Mover next = movers[0];
            for (var mover : movers) {
                next = mover.due - next.due < 0 ? mover : next;
            }
            if (next.due - end >= 0) {
                now = end;
                return;
            }
            now = next.due - now > 0 ? next.due : now;
            next.move();
        }
    }

    private static void assertAbout(double expected, long moved, double tolerance) {
        assertTrue(Math.abs(moved - expected) <= tolerance, moved + " and not about " + expected);
    }

    // ---- one session

    @Test
    void hasNoLimitWithoutARate() {
        assertFalse(of(0).limited());
        assertEquals(1_000_000, of(0).step(1_000_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 1", "1600, 100", "4000000, 1000"})
    void movesSoLittleAtATimeThatNoWaitIsLong(long rate, int step) {
        assertTrue(of(rate).limited());
        assertEquals(step, of(rate).step(1000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 1000, 100_000, 50_000_000, 10_000_000_000L})
    void keepsItsRateToTheByte(long rate) {
        var pace = of(rate);
        long moved = 0;
        long due = now;
        while (moved < 100 * rate && moved < 100_000_000) {
            int step = pace.step(Integer.MAX_VALUE);
            moved += step;
            due = pace.pay(step);
        }

        double seconds = (double) (due - now) / SECOND;
        assertTrue(moved <= rate * (seconds + BURST) + 1, moved + " in " + seconds);
        assertTrue(moved >= rate * (seconds + BURST) * 0.999 - 1, moved + " in " + seconds);
    }

    @Test
    void losesNoDebtBetweenTransfers() {
        var pace = of(1000);
        long due = 0;
        for (int i = 0; i < 10_000; i++) {
            due = pace.pay(1); // each may be a file of its own
        }

        assertAbout(10_000 - 1000 * BURST, due * 1000 / SECOND, 63);
    }

    @Test
    void savesUpNoMoreThanABurst() {
        var mover = new Mover(of(1_000_000), Integer.MAX_VALUE);
        now += 3600 * SECOND;
        mover.due = now;

        run(SECOND, mover);

        assertAbout(1_000_000 * (1 + BURST), mover.moved, 62_500);
    }

    @Test
    void doesNotMindWhenTheClockTurnsOver() {
        now = Long.MAX_VALUE - SECOND;
        var mover = new Mover(of(1_000_000), Integer.MAX_VALUE);
        mover.due = now;

        run(3 * SECOND, mover);

        assertAbout(1_000_000 * (3 + BURST), mover.moved, 62_500);
    }

    // ---- several

    @ParameterizedTest
    @CsvSource({"2147483647, 2147483647", "1, 2147483647", "100, 4096", "8192, 4194304"})
    void dividesTheRateOfAUserEquallyWhateverTheSteps(int oneStep, int otherStep) {
        var bandwidth = bandwidth(0, 0);
        var one = new Mover(bandwidth.pace("anna", NONE, 100_000), oneStep);
        var other = new Mover(bandwidth.pace("anna", NONE, 100_000), otherStep);

        run(20 * SECOND, one, other);

        assertAbout(1_000_000, one.moved, 40_000);
        assertAbout(1_000_000, other.moved, 40_000);
    }

    @Test
    void dividesTheRateOfTheServerAmongAllSessions() {
        var bandwidth = bandwidth(0, 1_000_000);
        var movers = new ArrayList<Mover>();
        for (String user : List.of("anna", "anna", "bob", "carl")) {
            movers.add(new Mover(bandwidth.pace(user, NONE, 0), Integer.MAX_VALUE));
        }

        run(20 * SECOND, movers.toArray(Mover[]::new));

        movers.forEach(mover -> assertAbout(5_000_000, mover.moved, 350_000));
    }

    @Test
    void sharesNothingBetweenUsers() {
        var bandwidth = bandwidth(0, 0);
        var anna = new Mover(bandwidth.pace("anna", NONE, 100_000), Integer.MAX_VALUE);
        var bob = new Mover(bandwidth.pace("bob", NONE, 100_000), Integer.MAX_VALUE);

        run(20 * SECOND, anna, bob);

        assertAbout(2_000_000, anna.moved, 40_000);
        assertAbout(2_000_000, bob.moved, 40_000);
    }

    @Test
    void givesToOthersWhatOneCannotUse() {
        var bandwidth = bandwidth(0, 0);
        var slow = new Mover(bandwidth.pace("anna", OptionalLong.of(10_000), 100_000), Integer.MAX_VALUE);
        var fast = new Mover(bandwidth.pace("anna", NONE, 100_000), Integer.MAX_VALUE);

        run(20 * SECOND, slow, fast);

        assertAbout(200_000, slow.moved, 10_000);
        assertAbout(1_800_000, fast.moved, 40_000);
    }

    @Test
    void takesNothingForASessionThatStandsStill() {
        var bandwidth = bandwidth(0, 0);
        var stalled = new Mover(bandwidth.pace("anna", NONE, 100_000), Integer.MAX_VALUE);
        stalled.move();
        var other = new Mover(bandwidth.pace("anna", NONE, 100_000), Integer.MAX_VALUE);

        run(20 * SECOND, other);

        assertAbout(2_000_000, other.moved, 40_000);
    }

    @ParameterizedTest
    @CsvSource({"10000, 100000, 100000", "100000, 10000, 100000", "100000, 100000, 10000"})
    void keepsTheLeastOfTheThreeRates(long session, long user, long server) {
        var mover = new Mover(bandwidth(0, server).pace("anna", OptionalLong.of(session), user), Integer.MAX_VALUE);

        run(20 * SECOND, mover);

        assertAbout(200_000, mover.moved, 4000);
    }

    // ---- whose rate holds

    @Test
    void takesTheServersRateForAUserWithoutOne() {
        var bandwidth = bandwidth(1600, 0);

        assertEquals(100, bandwidth.pace("anna", OptionalLong.empty(), 0).step(1000));
        assertEquals(10, bandwidth.pace("anna", OptionalLong.of(160), 0).step(1000));
        assertFalse(bandwidth.pace("anna", NONE, 0).limited());
    }

    @Test
    void changesTheRateOfAllSessionsOfAUserAtTheNextLogin() {
        var bandwidth = bandwidth(0, 0);
        var before = new Mover(bandwidth.pace("anna", NONE, 100_000), Integer.MAX_VALUE);
        var after = new Mover(bandwidth.pace("anna", NONE, 200_000), Integer.MAX_VALUE);

        run(20 * SECOND, before, after);

        assertAbout(2_000_000, before.moved, 80_000);
        assertAbout(2_000_000, after.moved, 80_000);
    }

    // ---- the wait

    private static Pace slowest() {
        return new Bandwidth(1, 0).pace("anna", OptionalLong.empty(), 0);
    }

    @Test
    void waitsNoLongerThanTheTransferLives() throws InterruptedException, ExecutionException, TimeoutException {
        var transfer = new Transfer("RETR", -1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() ->
                    assertThrows(DataConnectionException.class, () -> slowest().spend(1_000_000, transfer)));
            Eventually.holds("an abort", () -> {
                transfer.abort();
                return true;
            });

            waiting.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void doesNotCountTheWaitAsAStall() {
        var transfer = new Transfer("RETR", -1);
        transfer.waiting(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> {
                slowest().spend(1_000_000, transfer);
                return true;
            });
            Eventually.holds("the wait", () -> transfer.lastProgress() == StallWatch.NOT_WAITING);
            transfer.abort();
            Eventually.holds("the end of the wait", waiting::isDone);

            assertTrue(transfer.lastProgress() != StallWatch.NOT_WAITING); // the peer may stall again
        }
    }

    @Test
    void spendsNothingOnNothing() throws IOException {
        var pace = slowest();
        var transfer = new Transfer("RETR", -1);
        transfer.abort(); // would end a wait

        pace.spend(0, transfer);
        Pace.UNLIMITED.spend(Long.MAX_VALUE, transfer);

        assertTrue(pace.limited());
    }
}
