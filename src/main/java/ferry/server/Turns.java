package ferry.server;

import ferry.command.Dispatcher;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Whose turn it is on a control connection. One thread reads lines. Usually it carries them out as well; while a
 * transfer has the session on another thread, lines wait here, and the other thread goes on with them at its end.
 */
final class Turns {
    /** What came of a line. */
    enum Outcome {
        /** The session is free: the reader is to carry the line out itself. */
        FREE,
        /** The line waits. */
        WAITS,
        /** Too much waits already. */
        FULL
    }

    private static final int MOST_LINES = 1024;
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Dispatcher.Line> waiting = new ArrayDeque<>();
    private boolean taken;
    private int characters;

    /** Gives the session to the thread that calls this, which is going to be another one than the reader. */
    void take() {
        lock.lock();
        try {
            taken = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether another thread than the reader has the session. */
    boolean taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whether lines wait. */
    boolean waiting() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a line of this kind waits. */
    boolean anyWaits(Predicate<Dispatcher.Line> kind) {
        lock.lock();
        try {
            return waiting.stream().anyMatch(kind);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a line wait for its turn. Never blocks: whoever reads must go on to see ABOR, and the end. */
    Outcome queue(Dispatcher.Line line) {
        lock.lock();
        try {
            if (!taken) {
                return Outcome.FREE;
            }
            if (waiting.size() == MOST_LINES || characters + line.argument().length() > MOST_CHARACTERS) {
                return Outcome.FULL;
            }
            waiting.add(line);
            characters += line.argument().length();
            return Outcome.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** The line that has waited longest, if it is of this kind; the session stays where it is. */
    Optional<Dispatcher.Line> next(Predicate<Dispatcher.Line> kind) {
        lock.lock();
        try {
            var line = Optional.ofNullable(waiting.peek()).filter(kind);
            line.ifPresent(this::forget);
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Dispatcher.Line line) {
        waiting.remove(line);
        characters -= line.argument().length();
    }

    /** The next line that waits; with none the session goes back to the reader. */
    Optional<Dispatcher.Line> next() {
        lock.lock();
        try {
            var line = Optional.ofNullable(waiting.poll());
            taken = line.isPresent();
            characters -= line.map(next -> next.argument().length()).orElse(0);
            changed.signalAll();
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the lines that wait: the connection ends. */
    void clear() {
        lock.lock();
        try {
            waiting.clear();
            characters = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the session is with the reader again. */
    void awaitFree() {
        lock.lock();
        try {
            while (taken) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
