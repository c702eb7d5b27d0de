package ferry.guard;

import ferry.protocol.Network;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The failed logins of each source within a time, and until when the source has to wait for its next try. Both sources and
 * failures are bounded in number; of more than fit, the sources with the fewest failures are forgotten. Safe for all threads.
 */
final class FailedLogins {
    private static final int MOST_SOURCES = 16_384;
    private static final int MOST_FAILURES = 65_536;
    private static final int MOST_OF_ONE = 1_000;

    private volatile long window;
    private final LongSupplier nanoTime;
    private final int mostSources;
    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below
    private final Map<Network, Tries> sources = new HashMap<>();
    private int count;

    private record Failure(long at, Account account) {}

    /** Of one source. */
    private static final class Tries {
        private final ArrayDeque<Failure> failures = new ArrayDeque<>();
        private long quietUntil;

        int size() {
            return failures.size();
        }

        long last() {
            return failures.getLast().at();
        }
    }

    /** Of so long. */
    FailedLogins(Duration window, LongSupplier nanoTime) {
        this(window, nanoTime, MOST_SOURCES);
    }

    /** The same of at most so many sources. */
    FailedLogins(Duration window, LongSupplier nanoTime, int mostSources) {
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
        this.mostSources = mostSources;
    }

    /** Goes on with another time. */
    void window(Duration next) {
        window = next.toNanos();
    }

    /** Notes a failure; returns the accounts of all within the time, the latest last. */
    List<Account> note(Network source, Account account) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if ((sources.size() >= mostSources && !sources.containsKey(source)) || count >= MOST_FAILURES) {
                makeRoom(now);
            }
            var tries = sources.computeIfAbsent(source, _ -> new Tries());
            age(tries, now);
            if (tries.size() == MOST_OF_ONE) {
                tries.failures.removeFirst();
                count--;
            }
            tries.failures.add(new Failure(now, account));
            count++;
            return tries.failures.stream().map(Failure::account).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the source wait so much longer for its next try. Each failure adds its pause, also when several come at once. */
    long pause(Network source, long nanos) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            var tries = sources.get(source);
            if (tries == null) {
                return now;
            }
            long from = tries.quietUntil - now > 0 ? tries.quietUntil : now;
            tries.quietUntil = from + nanos;
            return tries.quietUntil;
        } finally {
            lock.unlock();
        }
    }

    /** How long the source still has to wait for its next try, in nanoseconds. */
    long pauseLeft(Network source) {
        lock.lock();
        try {
            var tries = sources.get(source);
            return tries == null ? 0 : Math.max(0, tries.quietUntil - nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the failures of this source at this account. */
    void forgive(Network source, Account account) {
        lock.lock();
        try {
            var tries = sources.get(source);
            if (tries != null) {
                int before = tries.size();
                tries.failures.removeIf(failure -> failure.account().equals(account));
                count -= before - tries.size();
                dropEmpty(source, tries);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all failures of this source; false when there are none. */
    boolean forget(Network source) {
        lock.lock();
        try {
            var tries = sources.remove(source);
            count -= tries == null ? 0 : tries.size();
            return tries != null;
        } finally {
            lock.unlock();
        }
    }

    private void dropEmpty(Network source, Tries tries) {
        if (tries.failures.isEmpty()) {
            sources.remove(source);
        }
    }

    private void age(Tries tries, long now) {
        while (!tries.failures.isEmpty() && now - tries.failures.getFirst().at() > window) {
            tries.failures.removeFirst();
            count--;
        }
    }

    private void makeRoom(long now) {
        List.copyOf(sources.entrySet()).forEach(entry -> {
            age(entry.getValue(), now);
            dropEmpty(entry.getKey(), entry.getValue());
        });
        if (sources.size() < mostSources && count < MOST_FAILURES) {
            return;
        }
        var harmless = Comparator.comparingInt(
                        (Map.Entry<Network, Tries> entry) -> entry.getValue().size())
                .thenComparingLong(entry -> entry.getValue().last() - now);
        sources.entrySet().stream()
                .sorted(harmless)
                .limit(1 + sources.size() / 4)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
    }

    /** How many sources are remembered. */
    int size() {
        lock.lock();
        try {
            return sources.size();
        } finally {
            lock.unlock();
        }
    }
}
