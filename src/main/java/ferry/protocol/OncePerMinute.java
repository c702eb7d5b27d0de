package ferry.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Says when to tell of something that may happen very often: the first time, and then once a minute with their number. */
public final class OncePerMinute {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next; // before it nothing is told
    private final LongAdder untold = new LongAdder();

    /** By the time of the system. */
    public OncePerMinute() {
        this(System::nanoTime);
    }

    /** By this time, in nanoseconds. */
    public OncePerMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        next = new AtomicLong(nanoTime.getAsLong());
    }

    /** It has happened: how often since it was told last, this time among them; 0 when it is not to be told yet. */
    public long happened() {
        untold.increment();
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + MINUTE)) {
            return 0;
        }
        return untold.sumThenReset();
    }
}
