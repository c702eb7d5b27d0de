package ferry.figures;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts times by how long they were. Safe for all threads. */
public final class Histogram {
    private static final double NANOS = 1e9;

    private final double[] bounds;
    private final long[] nanos;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** With these upper bounds in seconds, in ascending order; what is longer counts as well. */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        nanos = Arrays.stream(bounds).mapToLong(bound -> (long) (bound * NANOS)).toArray();
        counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    void add(long time) {
        int i = 0;
        while (i < nanos.length && time > nanos[i]) {
            i++;
        }
        counts[i].increment();
        sum.add(time);
    }

    /** The upper bounds in seconds, and infinity. */
    public double[] bounds() {
        double[] all = Arrays.copyOf(bounds, bounds.length + 1);
        all[bounds.length] = Double.POSITIVE_INFINITY;
        return all;
    }

    /** How many there were up to each bound and above the one before. */
    public long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** The sum of all, in seconds. */
    public double sum() {
        return sum.sum() / NANOS;
    }
}
