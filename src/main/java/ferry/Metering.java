package ferry;

import ferry.admin.PassiveUse;
import ferry.admin.Reload;
import ferry.event.Actor;
import ferry.file.Usage;
import ferry.metrics.Gauges;
import ferry.metrics.MetricsPort;
import ferry.protocol.Endpoint;
import ferry.session.Session;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Keeps the port for Prometheus to the plan. Nothing of it is loaded while it is off. */
final class Metering implements Part, Gauges {
    private static final Logger LOG = LogManager.getLogger(Metering.class);

    private final Ferry daemon;
    private final Shared shared;
    private final PassivePools passivePools;
    private final Clock clock;
    private volatile Optional<Plan> plan = Optional.empty();
    private volatile double configured;
    private Optional<Endpoint> wanted = Optional.empty();
    private volatile Optional<MetricsPort> port = Optional.empty();

    /** Of this daemon. */
    Metering(Ferry daemon, Shared shared, PassivePools passivePools, Clock clock) {
        this.daemon = daemon;
        this.shared = shared;
        this.passivePools = passivePools;
        this.clock = clock;
    }

    @Override
    public Change prepare(Plan next) throws IOException {
        var settings = next.config().metrics();
        if (settings.listen().equals(wanted)) {
            return () -> hold(next);
        }
        var bound = settings.listen().isPresent()
                ? Optional.of(bind(settings.listen().get()))
                : Optional.<MetricsPort>empty();
        return new Change() {
            @Override
            public List<String> take() {
                close();
                wanted = settings.listen();
                port = bound;
                var lines = hold(next);
                bound.ifPresent(MetricsPort::start);
                wanted.ifPresent(Metering::warn);
                return lines;
            }

            @Override
            public void cancel() {
                bound.ifPresent(MetricsPort::close);
            }
        };
    }

    private MetricsPort bind(Endpoint endpoint) throws IOException {
        try {
            return MetricsPort.bind(endpoint, shared.figures(), this);
        } catch (IOException e) {
            throw new IOException("metrics.listen: " + endpoint + " cannot be bound: " + e.getMessage(), e);
        }
    }

    private List<String> hold(Plan next) {
        shared.figures().timing(next.config().metrics().listen().isPresent());
        shared.figures().users().most(next.config().metrics().users());
        configured = clock.millis() / 1e3;
        plan = Optional.of(next);
        return List.of();
    }

    private static void warn(Endpoint endpoint) {
        try {
            if (endpoint.address().getAddress().isAnyLocalAddress()) {
                LOG.warn("metrics.listen: {}: everybody who reaches this machine may read the figures", endpoint);
            }
        } catch (IOException e) {
            LOG.debug("it was an address a moment ago", e);
        }
    }

    /** Where figures are shown, with the real port. */
    List<Endpoint> endpoints() {
        return port.isPresent() ? List.of(port.get().endpoint()) : List.of();
    }

    @Override
    public void close() {
        if (port.isPresent()) {
            port.get().close();
            port = Optional.empty();
        }
    }

    // ---- what is the case

    @Override
    public Map<String, Long> sessions() {
        var sessions = new LinkedHashMap<String, Long>();
        for (var protocol : Actor.Protocol.values()) {
            sessions.put(protocol.word(), 0L);
        }
        shared.connections()
                .sessions()
                .forEach(session -> sessions.merge(protocol(session).word(), 1L, Long::sum));
        return sessions;
    }

    private static Actor.Protocol protocol(Session session) {
        return session.peers()
                .protection()
                .map(terms -> terms.implicit() ? Actor.Protocol.FTPS : Actor.Protocol.FTP)
                .orElse(Actor.Protocol.LEGACY);
    }

    @Override
    public long passivePortsOpen() {
        return passivePools.open();
    }

    @Override
    public long passivePortsLent() {
        return passivePools.use().stream().mapToLong(PassiveUse::lent).sum();
    }

    @Override
    public boolean reloaded() {
        return daemon.lastReload().map(Reload::successful).orElse(true);
    }

    @Override
    public List<ferry.hook.Figures> hooks() {
        return daemon.hooks();
    }

    @Override
    public long passivePortsConfigured() {
        return plan.map(current -> (long) current.config().data().passivePorts().size())
                .orElse(0L);
    }

    @Override
    public long passivePortsExhausted() {
        return passivePools.exhausted();
    }

    @Override
    public long transferThreads() {
        return shared.data().threads().busy();
    }

    @Override
    public long bans() {
        return shared.guard().bans().size();
    }

    @Override
    public Map<String, Filling> quotas() {
        var fillings = new LinkedHashMap<String, Filling>();
        plan.ifPresent(current -> {
            current.services().hosts().standard().users().users().stream()
                    .filter(user -> user.allowance().bytes() > 0)
                    .limit(current.config().metrics().users())
                    .forEach(user -> Usage.counted(user.home())
                            .ifPresent(usage -> fillings.put(
                                    user.name(),
                                    new Filling(usage.bytes(), user.allowance().bytes()))));
        });
        return fillings;
    }

    @Override
    public Map<String, Long> certificates() {
        return plan.flatMap(current -> current.services().tls())
                .map(tls -> tls.certificates().ends())
                .orElse(Map.of());
    }

    @Override
    public double configured() {
        return configured;
    }

    @Override
    public boolean ready() {
        return plan.isPresent() && !shared.connections().draining();
    }
}
