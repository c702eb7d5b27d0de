package ferry.guard;

import ferry.protocol.Network;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How often each source connects. Sources that have not come for a while are forgotten; of more than fit, those are that have
 * connected least. Safe for all threads.
 */
final class ConnectionRate {
    private static final Logger LOG = LogManager.getLogger(ConnectionRate.class);
    private static final int MOST_SOURCES = 16_384;
    private static final int LEAST_BURST = 10;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final int most;
    private final ConcurrentHashMap<Network, Visits> sources = new ConcurrentHashMap<>();

    /** What one source has left. Used within {@link ConcurrentHashMap#compute} of its source. */
    private static final class Visits {
        private final Bucket bucket;
        private boolean admitted;
        private boolean told;

        Visits(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    /** So many connections a second of each source. */
    ConnectionRate(int perSecond, LongSupplier nanoTime) {
        this(perSecond, nanoTime, MOST_SOURCES);
    }

    /** The same for at most so many sources. */
    ConnectionRate(int perSecond, LongSupplier nanoTime, int most) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.most = most;
    }

    /** Counts a connection of this source; false when it comes too fast. The log tells it once, till the source has rested. */
    boolean admits(Network source) {
        long now = nanoTime.getAsLong();
        if (sources.size() >= most && !sources.containsKey(source)) {
            makeRoom(now);
        }
        var admitted = new AtomicBoolean();
        sources.compute(source, (_, known) -> {
            var visits = known == null || known.bucket.full(now) ? fresh(now) : known;
            visits.admitted = visits.bucket.take(now);
            admitted.set(visits.admitted);
            tell(source, visits);
            return visits;
        });
        return admitted.get();
    }

    private Visits fresh(long now) {
        return new Visits(new Bucket(perSecond, Math.max(perSecond, LEAST_BURST), now));
    }

    private void tell(Network source, Visits visits) {
        if (!visits.admitted && !visits.told) {
            visits.told = true;
            LOG.warn("{} connects too often: more than {} times a second; refused till it rests", source, perSecond);
        }
    }

    private void makeRoom(long now) {
        for (var source : sources.keySet()) {
            sources.computeIfPresent(source, (_, visits) -> visits.bucket.full(now) ? null : visits);
        }
        if (sources.size() >= most) {
            sources.values().removeIf(visits -> visits.admitted);
        }
        if (sources.size() >= most) {
            sources.clear();
        }
    }

    /** How many sources are remembered. */
    int size() {
        return sources.size();
    }
}
