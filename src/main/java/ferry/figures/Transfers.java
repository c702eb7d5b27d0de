package ferry.figures;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Transfers of one kind: how many, how much, and how long they took. */
public final class Transfers {
    private final LongAdder bytes = new LongAdder();
    private final Histogram durations = new Histogram(0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1800, 7200);

    /**
     * A kind of transfers.
     *
     * @param protocol ftp, ftps or legacy
     * @param direction upload or download
     * @param tls whether the data connection was protected
     * @param complete whether the whole file moved
     */
    public record Kind(String protocol, String direction, boolean tls, boolean complete) {}

    void add(long moved, long nanos) {
        bytes.add(moved);
        durations.add(nanos);
    }

    /** How many there were. */
    public long count() {
        return Arrays.stream(durations.counts()).sum();
    }

    /** How many bytes moved. */
    public long bytes() {
        return bytes.sum();
    }

    /** How long they took. */
    public Histogram durations() {
        return durations;
    }
}
