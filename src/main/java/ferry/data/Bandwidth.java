package ferry.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The rates of a daemon in one direction: of each session, of each user, and of all together. Safe for all threads. */
public final class Bandwidth {
    private volatile long usual;
    private final LongSupplier clock;
    private volatile Optional<TokenBucket> all;
    private final ConcurrentMap<Object, TokenBucket> users = new ConcurrentHashMap<>();

    /**
     * With these rates, 0 for none.
     *
     * @param usual of a session whose user has no rate
     * @param total of all sessions together
     */
    public Bandwidth(long usual, long total) {
        this(usual, total, System::nanoTime);
    }

    /** The same by another clock than {@link System#nanoTime}, on which no transfer can wait. */
    public Bandwidth(long usual, long total, LongSupplier clock) {
        this.usual = usual;
        this.clock = clock;
        all = total > 0 ? Optional.of(new TokenBucket(total, clock)) : Optional.empty();
    }

    /**
     * Goes on with other rates, 0 for none. That of all sessions together holds at once for those that have one already; the
     * others take theirs at their login.
     */
    public void take(long nextUsual, long nextTotal) {
        usual = nextUsual;
        all.ifPresent(bucket -> bucket.rate(nextTotal > 0 ? nextTotal : Long.MAX_VALUE));
        if (all.isEmpty() && nextTotal > 0) {
            all = Optional.of(new TokenBucket(nextTotal, clock));
        }
    }

    /**
     * The pace of a new session.
     *
     * @param user whose session it is; the sessions of an equal one share a rate
     * @param own the rate of the session; nothing for the usual one, 0 for no limit
     * @param total the rate of all sessions of the user that log in from now on, and of those that have one already; 0 for none
     */
    public Pace pace(Object user, OptionalLong own, long total) {
        var buckets = new ArrayList<TokenBucket>();
        long rate = own.orElse(usual);
        if (rate > 0) {
            buckets.add(new TokenBucket(rate, clock));
        }
        if (total > 0) {
            buckets.add(shared(user, total));
        }
        all.ifPresent(buckets::add);
        return buckets.isEmpty() ? Pace.UNLIMITED : new Pace(List.copyOf(buckets));
    }

    private TokenBucket shared(Object user, long total) {
        var bucket = users.computeIfAbsent(user, _ -> new TokenBucket(total, clock));
        bucket.rate(total);
        return bucket;
    }
}
