package ferry.data;

import java.io.IOException;
import java.util.List;

/**
 * How fast bytes may move in one direction of a session: within all of some buckets, its own and those that it shares. Used
 * by one thread at a time.
 *
 * <p>Bytes are paid for when they have moved, so that a peer who takes none costs nobody anything.
 */
public final class Pace {
    /** No limit. */
    public static final Pace UNLIMITED = new Pace(List.of());

    private final List<Share> shares;

    /** Within these buckets. */
    Pace(List<TokenBucket> buckets) {
        shares = buckets.stream().map(Share::new).toList();
    }

    /** Whether there is a limit. */
    public boolean limited() {
        return !shares.isEmpty();
    }

    /** How many bytes to move at a time, {@code wanted} at the most, so that no wait is long and turns are fair. */
    public int step(int wanted) {
        int step = wanted;
        for (var share : shares) {
            step = Math.min(step, share.bucket.packet());
        }
        return step;
    }

    /** Waits until these bytes, which have moved, are paid for; ends with an exception as soon as the transfer is cut. */
    public void spend(long bytes, Transfer transfer) throws IOException {
        if (!limited()) {
            return;
        }
        for (long rest = bytes; rest > 0; ) {
            int step = step((int) Math.min(rest, Integer.MAX_VALUE));
            transfer.restUntil(pay(step));
            rest -= step;
        }
    }

    /** Pays for a step, and says by the clock from when on the next may begin. There must be a limit. */
    public long pay(int step) {
        long latest = shares.getFirst().pay(step);
        for (var share : shares.subList(1, shares.size())) {
            long until = share.pay(step);
            latest = until - latest > 0 ? until : latest; // the clock may turn over
        }
        return latest;
    }

    /** What is bought of a bucket and not yet used: the rest of a packet. */
    private static final class Share {
        private final TokenBucket bucket;
        private int left;
        private long from; // when the last packet was to be had

        Share(TokenBucket bucket) {
            this.bucket = bucket;
            from = bucket.now();
        }

        long pay(int step) {
            if (step > left) {
                int packet = Math.max(step - left, bucket.packet());
                from = bucket.buy(packet);
                left += packet;
            }
            left -= step;
            return from;
        }
    }
}
