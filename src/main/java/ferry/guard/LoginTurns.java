package ferry.guard;

import ferry.protocol.Network;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the logins of each source through a few at a time, the others waiting in a row. Safe for all threads. */
final class LoginTurns {
    private static final int AT_ONCE = 2;

    private final ConcurrentHashMap<Network, Row> rows = new ConcurrentHashMap<>();

    /** Those of one source. */
    private static final class Row {
        private final Semaphore turns = new Semaphore(AT_ONCE, true);
        private int inside; // changed within compute of the source
    }

    /** Waits for a turn, to be given back by {@link #end}; false when it does not come in time. */
    boolean begin(Network source, Duration patience) {
        var row = rows.compute(source, (_, known) -> {
            var found = known == null ? new Row() : known;
            found.inside++;
            return found;
        });
        boolean begun = false;
        try {
            begun = row.turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!begun) {
                leave(source);
            }
        }
        return begun;
    }

    /** Gives a turn back. */
    void end(Network source) {
        var row = rows.get(source);
        if (row != null) {
            row.turns.release();
        }
        leave(source);
    }

    private void leave(Network source) {
        rows.computeIfPresent(source, (_, row) -> --row.inside == 0 ? null : row);
    }
}
