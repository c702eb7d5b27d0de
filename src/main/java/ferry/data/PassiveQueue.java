package ferry.data;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The sessions that wait for a passive port since all of them are lent to others of the same client address, which lasts
 * until their data connections are there. Each address has its own queue: who came first is served first. Safe for all
 * threads.
 */
final class PassiveQueue {
    /** Tries to get a port. */
    @FunctionalInterface
    interface Attempt {
        /** Tries once, without waiting. */
        Optional<PassiveLease> make() throws IOException;
    }

    private static final long STEP_NANOS = 100_000_000;

    private final ReentrantLock lock = new ReentrantLock(); // guards the queues
    private final Map<Object, Deque<Semaphore>> queues = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Whether somebody of this address waits. */
    boolean anybody(Object client) {
        if (waiting.get() == 0) {
            return false;
        }
        lock.lock();
        try {
            return queues.containsKey(client);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a port, so long at the most; nothing when that was in vain. While others than this daemon have ports, who do
     * not tell when they give one back, it tries again from time to time.
     */
    Optional<PassiveLease> await(Object client, Duration patience, Attempt attempt, BooleanSupplier others)
            throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        var turn = new Semaphore(0);
        boolean called = join(client, turn, false);
        var lease = Optional.<PassiveLease>empty();
        try {
            if (called) {
                lease = attempt.make(); // a port may have come back before anybody waited for it
            }
            for (long left = patience.toNanos(); lease.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                boolean tries = others.getAsBoolean();
                called = turn.tryAcquire(tries ? Math.min(left, STEP_NANOS) : left, TimeUnit.NANOSECONDS);
                lease = called || tries ? attempt.make() : lease;
                if (called && lease.isEmpty()) {
                    join(client, turn, true); // somebody else was faster
                }
            }
            return lease;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lease;
        } finally {
            leave(client, turn);
        }
    }

    /** Joins the queue; true when there was nobody in it. */
    private boolean join(Object client, Semaphore turn, boolean first) {
        lock.lock();
        try {
            var queue = queues.computeIfAbsent(client, _ -> new ArrayDeque<>());
            boolean alone = queue.isEmpty();
            if (first) {
                queue.addFirst(turn);
            } else {
                queue.addLast(turn);
                waiting.incrementAndGet();
            }
            return alone;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Object client, Semaphore turn) {
        lock.lock();
        try {
            waiting.decrementAndGet();
            var queue = queues.get(client);
            if (queue != null && queue.remove(turn) && queue.isEmpty()) {
                queues.remove(client);
            }
        } finally {
            lock.unlock();
        }
        if (turn.tryAcquire()) {
            freed(client); // was called and did not need it: so the next one is
        }
    }

    /** Says that a port has come back which is free for this address now. */
    void freed(Object client) {
        if (waiting.get() == 0) {
            return;
        }
        lock.lock();
        try {
            var queue = queues.get(client);
            if (queue != null) {
                queue.removeFirst().release();
                if (queue.isEmpty()) {
                    queues.remove(client);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
