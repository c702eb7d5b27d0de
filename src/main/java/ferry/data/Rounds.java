package ferry.data;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One thread that looks at many things, again and again, so that none of them needs a timer of its own. Safe for all threads.
 *
 * @param <T> what is looked at
 */
public final class Rounds<T> implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Rounds.class);

    private final Set<T> all = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String name;
    private final Predicate<T> settled;
    private volatile long pauseNanos;

    private Rounds(String name, long pauseNanos, Predicate<T> settled) {
        this.name = name;
        this.pauseNanos = pauseNanos;
        this.settled = settled;
    }

    /** Begins, with so long a pause between two rounds; {@code settled} looks at one thing, true when it was the last time. */
    public static <T> Rounds<T> start(String name, long pauseNanos, Predicate<T> settled) {
        var rounds = new Rounds<>(name, pauseNanos, settled);
        Thread.ofPlatform().daemon().name(name).start(rounds::go);
        return rounds;
    }

    /** Makes the pauses so long, from the next one on. */
    public void pause(long nanos) {
        pauseNanos = nanos;
    }

    /** Looks at this from now on. */
    public void add(T one) {
        all.add(one);
    }

    /** Looks at this no longer. */
    public void remove(T one) {
        all.remove(one);
    }

    private void go() {
        try {
            while (!closed.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                all.removeIf(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look(T one) {
        try {
            return settled.test(one);
        } catch (RuntimeException | Error e) { // of this one; the others are looked at all the same
            LOG.error("{}: a look failed", name, e);
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
