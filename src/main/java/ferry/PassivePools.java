package ferry;

import ferry.admin.PassiveUse;
import ferry.data.DataSettings;
import ferry.data.PassivePorts;
import ferry.data.PortRange;
import ferry.protocol.Endpoint;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The passive ports of each address that is listened at. One pool of an address lives as long as the daemon. */
final class PassivePools implements Part {
    private static final Logger LOG = LogManager.getLogger(PassivePools.class);
    /** Fewer than a client of several connections takes at once. */
    private static final int FEW = 10;

    private final ReentrantLock lock = new ReentrantLock(); // guards the pools
    private final Map<String, PassivePorts> pools = new HashMap<>();
    private PortRange seen = PortRange.ANY; // by the thread that reloads

    /** The pool of the address of this endpoint; {@code settings} are those of a new one. */
    PassivePorts at(Endpoint endpoint, DataSettings settings) throws IOException {
        lock.lock();
        try {
            var known = pools.get(endpoint.host());
            if (known != null) {
                return known;
            }
            var ports = new PassivePorts(
                    endpoint.withPort(0).address().getAddress(),
                    settings.passivePorts(),
                    settings.peerCheck(),
                    new SecureRandom());
            pools.put(endpoint.host(), ports);
            return ports;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Change prepare(Plan next) {
        var data = next.config().data();
        return () -> {
            warnOfFew(data.passivePorts());
            all().forEach(pool -> pool.take(data.passivePorts(), data.peerCheck()));
            return List.of();
        };
    }

    private void warnOfFew(PortRange range) {
        if (!range.equals(seen) && !range.any() && range.size() < FEW) {
            LOG.warn(
                    "passive.ports: {} has {} ports; clients of one address wait for each other when all are lent to them",
                    range,
                    range.size());
        }
        seen = range;
    }

    /** Leaves the ports that nobody has to others. */
    void release() {
        all().forEach(PassivePorts::release);
    }

    /** How many ports are open. */
    long open() {
        return all().stream().mapToLong(PassivePorts::size).sum();
    }

    /** How often there was no port for a client. */
    long exhausted() {
        return all().stream().mapToLong(PassivePorts::exhausted).sum();
    }

    /** How they are used, by the address that is listened at. */
    List<PassiveUse> use() {
        lock.lock();
        try {
            return pools.entrySet().stream()
                    .map(each -> new PassiveUse(
                            each.getKey(),
                            each.getValue().lent(),
                            each.getValue().size(),
                            each.getValue().most()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private List<PassivePorts> all() {
        lock.lock();
        try {
            return List.copyOf(pools.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        for (var pool : all()) {
            try {
                pool.close();
            } catch (IOException e) {
                LOG.warn("cannot close the passive ports", e);
            }
        }
    }
}
