package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.DataConnectionException;
import ferry.data.StallWatch;
import ferry.data.Transfer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A transfer as those see it who tell of it and who end it. */
final class TransferTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Closeable resource = closed::incrementAndGet;

    @Test
    void tellsHowFarItIs() {
        var transfer = new Transfer("RETR /a", 10);
        transfer.moved(3);
        transfer.moved(4);

        assertEquals("RETR /a: 7 of 10 bytes", transfer.progress());
        assertEquals(7, transfer.moved());
    }

    @Test
    void tellsNoTotalThatNobodyKnows() {
        var transfer = new Transfer("STOR /a", -1);
        transfer.moved(3);

        assertEquals("STOR /a: 3 bytes", transfer.progress());
    }

    @Test
    void closesWhatItHoldsWhenItIsAborted() throws IOException {
        var transfer = new Transfer("RETR /a", 10);
        transfer.holding(resource);

        transfer.abort();

        assertEquals(1, closed.get());
        assertEquals(Transfer.Cut.ABORTED, transfer.cut());
    }

    @Test
    void closesAtOnceWhatComesAfterTheAbort() {
        var transfer = new Transfer("RETR /a", 10);
        transfer.abort();

        assertThrows(DataConnectionException.class, () -> transfer.holding(resource));

        assertEquals(1, closed.get());
    }

    @Test
    void remembersTheFirstReasonItWasCutFor() throws IOException {
        var transfer = new Transfer("RETR /a", 10);
        transfer.holding(resource);

        transfer.cutStalled();
        transfer.abort();

        assertEquals(Transfer.Cut.STALLED, transfer.cut());
    }

    @Test
    void isNotCutByItself() {
        assertEquals(Transfer.Cut.NOT, new Transfer("RETR /a", 10).cut());
    }

    @Test
    void isCutEvenIfWhatItHoldsCannotBeClosed() throws IOException {
        var transfer = new Transfer("RETR /a", 10);
        transfer.holding(() -> {
            throw new IOException("broken");
        });

        assertDoesNotThrow(transfer::abort);
        assertEquals(Transfer.Cut.ABORTED, transfer.cut());
    }

    @Test
    void countsNoSilenceBeforeItWaitsForThePeer() {
        var transfer = new Transfer("RETR /a", 10);
        assertEquals(StallWatch.NOT_WAITING, transfer.lastProgress());

        transfer.waiting(true);
        assertTrue(System.nanoTime() - transfer.lastProgress() < TimeUnit.SECONDS.toNanos(20));

        transfer.waiting(false);
        assertEquals(StallWatch.NOT_WAITING, transfer.lastProgress());
    }

    @Test
    void isCutByTheWatchWhenItStandsStill() throws IOException, InterruptedException {
        var cut = new CountDownLatch(1);
        try (var watch = new StallWatch(Duration.ofMillis(50))) {
            var transfer = new Transfer("RETR /a", 10);
            transfer.holding(cut::countDown);
            transfer.waiting(true);

            watch.add(transfer);

            assertTrue(cut.await(20, TimeUnit.SECONDS));
            assertEquals(Transfer.Cut.STALLED, transfer.cut());
        }
    }

    @Test
    void isLeftAloneByTheWatchWhenItWaitsForNobody() throws InterruptedException {
        var cut = new CountDownLatch(1);
        try (var watch = new StallWatch(Duration.ofMillis(50))) {
            var waiting = new Transfer("RETR /a", 10);
            var removed = new Transfer("RETR /b", 10);
            removed.waiting(true);
            watch.add(waiting);
            watch.add(removed);
            watch.remove(removed);
            watch.add(stalled(cut));

            assertTrue(cut.await(20, TimeUnit.SECONDS));
            assertEquals(Transfer.Cut.NOT, waiting.cut());
            assertEquals(Transfer.Cut.NOT, removed.cut());
        }
    }

    private static StallWatch.Watched stalled(CountDownLatch cut) {
        long since = System.nanoTime();
        return new StallWatch.Watched() {
            @Override
            public long lastProgress() {
                return since;
            }

            @Override
            public void cutStalled() {
                cut.countDown();
            }
        };
    }

    @Test
    void keepsTheFirstReasonOfItsEnd() {
        var transfer = new Transfer("RETR /a", 10);

        transfer.cut(Transfer.Cut.KICKED);
        transfer.abort();

        assertEquals("kicked by the administrator", transfer.cut().words());
    }
}
