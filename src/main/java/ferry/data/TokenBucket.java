package ferry.data;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Sells the right to move bytes at a rate, by the packet, to all who share it. Safe for all threads.
 *
 * <p>A packet is the same number of bytes for everybody, and each waits for the packet that he has bought before he buys the
 * next. So buyers take turns and get equal parts, whether they move a few bytes at a time or many; and who moves nothing
 * buys nothing. The bucket knows only the time up to which it has sold: it lies ahead while there are more buyers than
 * packets, and what was not bought within the last quarter of a second is lost, which bounds a burst.
 */
final class TokenBucket {
    private static final int PACKETS_PER_SECOND = 16;
    private static final int LARGEST_PACKET = 256 * 1024;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long BURST_NANOS = SECOND_NANOS / 4;

    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock(); // guards soldUntil
    private long soldUntil;
    private volatile long rate;

    /** A full bucket of so many bytes a second, at least 1, by a clock such as {@link System#nanoTime}. */
    TokenBucket(long rate, LongSupplier clock) {
        this.rate = rate;
        this.clock = clock;
        soldUntil = clock.getAsLong() - BURST_NANOS;
    }

    /** Goes on at another rate. */
    void rate(long next) {
        rate = next;
    }

    /** The bytes of a packet. */
    int packet() {
        return Math.clamp(rate / PACKETS_PER_SECOND, 1, LARGEST_PACKET);
    }

    /** The time by its clock. */
    long now() {
        return clock.getAsLong();
    }

    /** Buys so many bytes, about a packet, and says by the clock from when on they may move. */
    long buy(int bytes) {
        long nanos = Math.ceilDiv(bytes * SECOND_NANOS, rate); // never a nanosecond too few
        lock.lock();
        try {
            long earliest = clock.getAsLong() - BURST_NANOS;
            soldUntil = Math.max(soldUntil - earliest, 0) + earliest + nanos; // the clock may turn over
            return soldUntil;
        } finally {
            lock.unlock();
        }
    }
}
