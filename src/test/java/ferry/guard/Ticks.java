package ferry.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes on when it is told to; the nanoseconds, when somebody looks as well, so that nobody waits for it. */
final class Ticks extends Clock implements LongSupplier {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    /** Goes on by so much. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
