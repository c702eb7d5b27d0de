package ferry.data;

import ferry.protocol.AddressList;
import ferry.protocol.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Notices that clients cannot reach the passive ports, which is the commonest fault of a new FTP server, and says in the log
 * what to do. Each thing is said once, or every ten minutes; what is remembered is bounded. Safe for all threads.
 */
public final class Reach {
    private static final Logger LOG = LogManager.getLogger(Reach.class);
    private static final AddressList INNER = AddressList.parse("loopback, 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10,"
            + " 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, fc00::/7, fe80::/10, ::/128");
    private static final int MOST = 100;

    private static final int MOST_SOURCES = 1000;
    /** So often in a row a client was lent a port and did not come: some ask and then do something else. */
    private static final int IN_VAIN = 3;

    private static final int NAMED = 3;
    private static final long PAUSE_NANOS = 600_000_000_000L;

    private final LongSupplier nanoTime;
    private final Set<InetAddress> warned = ConcurrentHashMap.newKeySet();
    private final Map<Network, Integer> missed = new ConcurrentHashMap<>();
    private volatile long quietUntil;

    /** With this clock. */
    Reach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        quietUntil = nanoTime.getAsLong();
    }

    /** Whether only machines of the same network, or of the same house, can reach this address. */
    static boolean inner(InetAddress address) {
        return INNER.contains(address);
    }

    /** Notes that a client was told an address, and warns when it cannot be reached from where the client is. */
    void told(InetAddress address, InetAddress client) {
        if (inner(address) && !inner(client) && warned.size() < MOST && warned.add(address)) {
            LOG.warn(
                    "passive.address: {} is told to {}, who cannot reach it; set passive.address to the address or the DNS"
                            + " name that clients use",
                    address.getHostAddress(),
                    client.getHostAddress());
        }
    }

    /** Notes that a port was given back to which the client has connected, or has not. */
    void givenBack(InetAddress client, boolean came, PortRange range) {
        if (came) {
            if (!missed.isEmpty()) {
                missed.remove(Network.source(client));
            }
            return;
        }
        if (missed.size() < MOST_SOURCES) {
            missed.merge(Network.source(client), 1, Integer::sum);
        }
        var sources = missed.entrySet().stream()
                .filter(entry -> entry.getValue() >= IN_VAIN)
                .map(Map.Entry::getKey)
                .toList();
        if (!sources.isEmpty() && nanoTime.getAsLong() - quietUntil >= 0) {
            quietUntil = nanoTime.getAsLong() + PAUSE_NANOS;
            warn(sources, range);
        }
    }

    private void warn(List<Network> sources, PortRange range) {
        String named = sources.stream().limit(NAMED).map(Network::toString).collect(Collectors.joining(", "));
        LOG.warn(
                "passive ports: {} client{} ({}{}) asked for a passive port again and again and did not reach it; a firewall,"
                        + " router or container has to let ports {} through under the same numbers, and passive.address"
                        + " has to be the address that clients use",
                sources.size(),
                sources.size() == 1 ? "" : "s",
                named,
                sources.size() > NAMED ? " and others" : "",
                range);
        missed.clear();
    }
}
