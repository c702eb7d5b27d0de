package ferry.guard;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Slows a session down that gives commands too fast: each waits for its time, none is refused. Safe for all threads. */
public final class CommandPace {
    private final ReentrantLock lock = new ReentrantLock(); // guards the bucket
    private final Bucket bucket;

    /** So many commands a second, and as many at once. */
    CommandPace(int perSecond) {
        bucket = new Bucket(perSecond, perSecond, System.nanoTime());
    }

    /** Waits until the next command may be carried out. */
    public void await() {
        long now = System.nanoTime();
        long wait = nanos(now);
        while (wait > 0) {
            LockSupport.parkNanos(this, wait); // ends early when somebody wakes the reader to look for the client's end
            wait = Thread.currentThread().isInterrupted() ? 0 : wait - (System.nanoTime() - now);
            now = System.nanoTime();
        }
    }

    private long nanos(long now) {
        lock.lock();
        try {
            return bucket.await(now);
        } finally {
            lock.unlock();
        }
    }
}
