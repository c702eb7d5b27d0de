package ferry;

import ferry.admin.PassiveUse;
import ferry.data.DataSettings;
import ferry.data.PassivePorts;
import ferry.data.PortRange;
import ferry.protocol.Endpoint;
import ferry.server.Listener;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The passive ports of each address that is listened at. A pool whose address is gone leaves its ports to others at once, and
 * ends behind the last session that came in by it.
 */
final class PassivePools implements Part {
    /** The ports of an address, and for whom they are. */
    private static final class Pool {
        private final PassivePorts ports;
        private final AtomicInteger sessions = new AtomicInteger();
        private boolean retired;

        Pool(PassivePorts ports) {
            this.ports = ports;
        }
    }

    private static final Logger LOG = LogManager.getLogger(PassivePools.class);
    /** Fewer than a client of several connections takes at once. */
    private static final int FEW = 10;
    /** More than it takes from the accept of a connection to its being counted. */
    private static final long LOOK_NANOS = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock(); // guards the pools, and which of them are retired
    private final Map<String, Pool> pools = new HashMap<>();
    private final LongAdder exhaustedBefore = new LongAdder(); // in pools that have ended
    private PortRange seen = PortRange.ANY; // by the thread that reloads

    /** The pool of the address of this endpoint, which the plan has that is prepared for. */
    PassivePorts at(Endpoint endpoint) {
        return pool(endpoint).ports;
    }

    /** The same service, whose sessions keep the pool of this endpoint. */
    Listener.Service counting(Endpoint endpoint, Listener.Service service) {
        var pool = pool(endpoint);
        return channel -> {
            pool.sessions.incrementAndGet();
            try {
                service.serve(channel);
            } finally {
                pool.sessions.decrementAndGet();
            }
        };
    }

    private Pool pool(Endpoint endpoint) {
        lock.lock();
        try {
            return Objects.requireNonNull(pools.get(endpoint.host()), "prepare has made it");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Change prepare(Plan next) throws IOException {
        var data = next.config().data();
        var before = living();
        try {
            for (var listener : next.config().listeners()) {
                enliven(listener.endpoint(), data);
            }
        } catch (IOException | RuntimeException e) {
            retireAllBut(before);
            throw e;
        }
        var wanted = next.config().listeners().stream()
                .map(listener -> listener.endpoint().host())
                .collect(Collectors.toSet());
        return new Change() {
            @Override
            public List<String> take() {
                warnOfFew(data.passivePorts());
                all().forEach(pool -> pool.take(data.passivePorts(), data.peerCheck()));
                retireAllBut(wanted);
                return List.of();
            }

            @Override
            public void cancel() {
                retireAllBut(before);
            }
        };
    }

    private void enliven(Endpoint endpoint, DataSettings settings) throws IOException {
        lock.lock();
        try {
            var pool = pools.get(endpoint.host());
            if (pool == null) {
                pool = new Pool(new PassivePorts(
                        endpoint.withPort(0).address().getAddress(),
                        settings.passivePorts(),
                        settings.peerCheck(),
                        new SecureRandom()));
                pools.put(endpoint.host(), pool);
            }
            pool.retired = false;
        } finally {
            lock.unlock();
        }
    }

    /** The addresses whose pools are not retired. */
    private Set<String> living() {
        lock.lock();
        try {
            return pools.entrySet().stream()
                    .filter(each -> !each.getValue().retired)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    private void retireAllBut(Set<String> hosts) {
        lock.lock();
        try {
            pools.forEach((host, pool) -> {
                if (!hosts.contains(host) && !pool.retired) {
                    pool.retired = true;
                    pool.ports.release();
                    Thread.ofVirtual().name("passive-pool-" + host).start(() -> awaitEnd(host, pool));
                }
            });
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(String host, Pool pool) {
        do {
            LockSupport.parkNanos(LOOK_NANOS);
        } while (!endedOrKept(host, pool));
    }

    private boolean endedOrKept(String host, Pool pool) {
        lock.lock();
        try {
            if (!pool.retired || !pool.equals(pools.get(host))) {
                return true;
            }
            if (pool.sessions.get() > 0) {
                return false;
            }
            pools.remove(host);
            exhaustedBefore.add(pool.ports.exhausted());
        } finally {
            lock.unlock();
        }
        close(pool.ports);
        return true;
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
        return exhaustedBefore.sum()
                + all().stream().mapToLong(PassivePorts::exhausted).sum();
    }

    /** How they are used, by the address that is listened at. */
    List<PassiveUse> use() {
        lock.lock();
        try {
            return pools.entrySet().stream()
                    .map(each -> new PassiveUse(
                            each.getKey(),
                            each.getValue().ports.lent(),
                            each.getValue().ports.size(),
                            each.getValue().ports.most()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private List<PassivePorts> all() {
        lock.lock();
        try {
            return pools.values().stream().map(pool -> pool.ports).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        all().forEach(PassivePools::close);
        lock.lock();
        try {
            pools.clear();
        } finally {
            lock.unlock();
        }
    }

    private static void close(PassivePorts ports) {
        try {
            ports.close();
        } catch (IOException e) {
            LOG.warn("cannot close the passive ports", e);
        }
    }
}
