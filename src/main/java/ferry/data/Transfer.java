package ferry.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One movement of bytes over a data connection: how far it is, and the way to end it from outside. Safe for all
 * threads; the session's other half, which ABOR and STAT touch meanwhile, sees nothing else of it.
 */
public final class Transfer implements StallWatch.Watched {
    /** Why a transfer was ended from outside. */
    public enum Cut {
        /** It was not. */
        NOT("not"),
        /** By ABOR, or because the control connection ended. */
        ABORTED("aborted"),
        /** The administrator has ended the session. */
        KICKED("kicked by the administrator"),
        /** The daemon has ended, and the time that it left to transfers. */
        STOPPED("the daemon stopped"),
        /** Nothing moved for too long. */
        STALLED("stalled");

        private final String words;

        Cut(String words) {
            this.words = words;
        }

        /** For the log, and for those who hear of events. */
        public String words() {
            return words;
        }

        /** Whether somebody wanted it. */
        public boolean wanted() {
            return this != NOT && this != STALLED;
        }
    }

    private static final long SILENCE_NANOS = 10_000_000;
    private static final long NEWS_NANOS = 100_000_000;

    private final String description;
    private final long total;
    private final long started = System.nanoTime();
    private final CountDownLatch isCut = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock(); // guards cut and holds
    private volatile long moved;
    private volatile long lastProgress = StallWatch.NOT_WAITING;
    private volatile Cut cut = Cut.NOT;
    private volatile boolean proven;
    private volatile String digest = "";
    private @Nullable Closeable holds;

    /**
     * Begins a transfer.
     *
     * @param description the verb and the name, for STAT
     * @param total how many bytes will move, or -1 when nobody knows
     */
    public Transfer(String description, long total) {
        this.description = description;
        this.total = total;
    }

    /** Gives what must be closed to end the transfer; closes it at once when the transfer was cut already. */
    public <T extends Closeable> T holding(T resource) throws IOException {
        lock.lock();
        try {
            holds = resource;
            if (cut == Cut.NOT) {
                return resource;
            }
        } finally {
            lock.unlock();
        }
        resource.close();
        throw new DataConnectionException("cut before it was open");
    }

    /** Notes that so many more bytes have moved. */
    public void moved(long count) {
        moved = moved() + count; // one thread writes, others read
        lastProgress = System.nanoTime();
    }

    /** Starts or stops the stall limit. */
    public void waiting(boolean onThePeer) {
        lastProgress = onThePeer ? System.nanoTime() : StallWatch.NOT_WAITING;
    }

    /**
     * Waits until this {@link System#nanoTime}, on our account and not the peer's: the stall limit does not count it.
     * Throws as soon as the transfer is cut.
     */
    void restUntil(long time) throws IOException {
        long nanos = time - System.nanoTime();
        if (nanos <= 0) {
            return;
        }
        boolean watched = lastProgress != StallWatch.NOT_WAITING;
        waiting(false);
        try {
            if (isCut.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new DataConnectionException("cut while it kept its rate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataConnectionException("interrupted while it kept its rate", e);
        } finally {
            waiting(watched);
        }
    }

    /** Ends the transfer for its client; the thread that carries it out finds its channel closed. */
    public void abort() {
        cut(Cut.ABORTED);
    }

    @Override
    public void cutStalled() {
        cut(Cut.STALLED);
    }

    /** Ends the transfer from outside, for this reason unless there was one already. */
    public void cut(Cut why) {
        lock.lock();
        try {
            if (cut == Cut.NOT) {
                cut = why;
            }
            if (holds != null) {
                holds.close();
            }
        } catch (IOException e) {
            // The socket is gone, which is what was wanted.
        } finally {
            lock.unlock();
            isCut.countDown();
        }
    }

    /** Says that the peer itself has told the end of what it sent. */
    void proven() {
        proven = true;
    }

    /** Whether the peer itself has told the end of what it sent, so that this was all whatever became of the peer. */
    public boolean isProven() {
        return proven;
    }

    /** Notes the digest of the whole file, as {@code algorithm:hex}. */
    public void digest(String known) {
        digest = known;
    }

    /** The digest of the whole file as {@code algorithm:hex}, where the protocol has told it; else empty. */
    public String digest() {
        return digest;
    }

    /**
     * Whether a transfer that seems complete was cut after all. In stream mode the end of a file is the end of the data
     * connection, and when a client dies its system ends that in good order as well, together with the control
     * connection. When nothing moved for a while before the end, the news of that gets a moment to arrive.
     */
    public boolean cutAfterSilence() {
        if (cut == Cut.NOT && silent()) {
            try {
                return isCut.await(NEWS_NANOS, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return cut != Cut.NOT;
    }

    /** Whether nothing has moved for a while. */
    public boolean silent() {
        long last = lastProgress;
        return last != StallWatch.NOT_WAITING && System.nanoTime() - last > SILENCE_NANOS;
    }

    @Override
    public long lastProgress() {
        return lastProgress;
    }

    /** Whether and why it was ended from outside. */
    public Cut cut() {
        return cut;
    }

    /** How many bytes have moved. */
    public long moved() {
        return moved;
    }

    /** How many bytes will move; -1 when nobody knows. */
    public long total() {
        return total;
    }

    /** How many nanoseconds ago it began. */
    public long nanos() {
        return System.nanoTime() - started;
    }

    /** The verb and the name. */
    public String description() {
        return description;
    }

    /** How far it is, for STAT. */
    public String progress() {
        return description + ": " + moved + (total < 0 ? "" : " of " + total) + " bytes";
    }
}
