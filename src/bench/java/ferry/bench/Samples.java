package ferry.bench;

import java.util.Arrays;

/** Latencies of one thread, kept without allocation up to a number that no run of some seconds reaches. */
final class Samples {
    private static final int MOST = 1 << 20;

    private long[] nanos = new long[1 << 12];
    private int count;

    /** Keeps one. */
    void add(long each) {
        if (count == nanos.length && count < MOST) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        if (count < nanos.length) {
            nanos[count++] = each;
        }
    }

    /** All of several threads, sorted. */
    static long[] sorted(Iterable<Samples> all) {
        int sum = 0;
        for (var samples : all) {
            sum += samples.count;
        }
        long[] sorted = new long[sum];
        int filled = 0;
        for (var samples : all) {
            System.arraycopy(samples.nanos, 0, sorted, filled, samples.count);
            filled += samples.count;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The value below which this share of all is, in microseconds. */
    static double micros(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1000.0;
    }
}
