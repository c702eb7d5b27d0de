package ferry.file;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What stands below one folder: counted once, kept up by every change that this process makes, and counted again from time
 * to time, because other programs change the disk as well. Safe for all threads.
 *
 * <p>What changes while it is counted may be met by the count or not; then the ledger is a little off, and never more than by
 * these changes, until it is counted again.
 */
final class Ledger {
    /** A count is good for so long, and for so many times as long as it took. */
    private static final long GOOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long GOOD_TIMES = 200;

    /** The same for one that somebody is refused by, or asks for. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long FRESH_TIMES = 20;

    private static final long LOOK_MILLIS = 50;

    private final LongSupplier clock;
    private final ReentrantLock counting = new ReentrantLock(); // held by the one who counts
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private Usage counted = Usage.NOTHING;
    private Usage changed = Usage.NOTHING; // since the count began
    private boolean known;
    private long countedAt;
    private long took;

    /** Nothing is known yet; by a clock such as {@link System#nanoTime}. */
    Ledger(LongSupplier clock) {
        this.clock = clock;
    }

    /** What stands there, as far as is known. */
    Usage used() {
        lock.lock();
        try {
            return counted.plus(changed.bytes(), changed.files());
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was counted. */
    boolean known() {
        lock.lock();
        try {
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the count: something has changed that nobody can put in numbers. */
    void forget() {
        lock.lock();
        try {
            known = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it should be counted before the next change, so that this may be as much as the quota lets it. */
    boolean due(Quota quota) {
        lock.lock();
        try {
            return !known || old(GOOD_NANOS, GOOD_TIMES) || (quota.filledBy(used()) && outdated());
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is worth to count it again for somebody who wants to know. */
    boolean outdated() {
        lock.lock();
        try {
            return !known || old(FRESH_NANOS, FRESH_TIMES);
        } finally {
            lock.unlock();
        }
    }

    private boolean old(long nanos, long times) {
        return clock.getAsLong() - countedAt >= Math.max(nanos, times * took);
    }

    /** Notes a change. */
    void change(long bytes, long files) {
        lock.lock();
        try {
            changed = changed.plus(bytes, files);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes that so much is about to be added, or throws when the quota does not allow it.
     *
     * @param size how large the file will be by it
     * @param gone what the file takes the place of, which counts no more
     */
    void add(Usage more, Quota quota, long size, Usage gone) throws LimitExceededException {
        lock.lock();
        try {
            var then = used().plus(more.bytes(), more.files());
            boolean tooMuch = quota.bytes() > 0 && size > gone.bytes() && then.bytes() - gone.bytes() > quota.bytes();
            boolean tooMany = quota.files() > 0 && more.files() > 0 && then.files() - gone.files() > quota.files();
            if (tooMuch || tooMany) {
                throw LimitExceededException.ofQuota();
            }
            changed = changed.plus(more.bytes(), more.files());
        } finally {
            lock.unlock();
        }
    }

    /** Counts, unless another one has done it meanwhile; blocks on the disk, or for him, until the progress throws. */
    void count(Home home, Progress progress) throws IOException, ReplyException {
        long asked = clock.getAsLong();
        await(progress);
        try {
            if (!countedSince(asked)) {
                countNow(home, progress);
            }
        } finally {
            counting.unlock();
        }
    }

    private void await(Progress progress) throws IOException {
        try {
            while (!counting.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.moved(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean countedSince(long asked) {
        lock.lock();
        try {
            return known && countedAt - asked > 0;
        } finally {
            lock.unlock();
        }
    }

    private void countNow(Home home, Progress progress) throws IOException, ReplyException {
        long began = clock.getAsLong();
        var before = changes();
        var found = Count.of(home, progress);
        lock.lock();
        try {
            counted = found;
            changed = changed.plus(-before.bytes(), -before.files());
            known = true;
            countedAt = clock.getAsLong();
            took = countedAt - began;
        } finally {
            lock.unlock();
        }
    }

    private Usage changes() {
        lock.lock();
        try {
            return changed;
        } finally {
            lock.unlock();
        }
    }
}
