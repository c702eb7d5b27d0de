package ferry;

import ferry.config.ServerConfig;
import ferry.data.PassiveDoor;
import ferry.legacy.LegacyService;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import ferry.server.FtpService;
import ferry.server.Handover;
import ferry.server.Listener;
import ferry.session.Protection;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Where clients connect to. A reload binds what is new before anything changes, also beside what is gone at the same port
 * ({@code *:21} and then {@code 127.0.0.1:21}), and closes that. A listener whose endpoint stays is never unbound: what it
 * accepts from then on is served by the next plan.
 */
final class Listeners implements Part {
    /** The keys that say where something listens. */
    private enum Kind {
        FTP("ftp.listen"),
        FTPS("ftps.listen"),
        LEGACY("legacy.listen");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /** An endpoint as it is configured, at which this is to be served. */
    private record Wanted(Kind kind, Endpoint endpoint, Listener.Service service) {}

    /** One that is served. */
    private record Place(Kind kind, Endpoint endpoint, Listener listener) {
        @Override
        public String toString() {
            return kind.key + " " + listener.endpoint();
        }
    }

    /** So long may a handshake take that has begun with this daemon. */
    private static final Duration HANDSHAKES = Duration.ofSeconds(1);

    private static final Logger LOG = LogManager.getLogger(Listeners.class);

    private final Shared shared;
    private final PassivePools passivePools;
    private volatile List<Place> places = List.of();
    private volatile boolean reusePort;

    Listeners(Shared shared, PassivePools passivePools) {
        this.shared = shared;
        this.passivePools = passivePools;
    }

    @Override
    public Change prepare(Plan next) throws IOException {
        var gone = new ArrayList<>(places);
        var stay = new ArrayList<Place>();
        var missing = new ArrayList<Wanted>();
        var fresh = new ArrayList<Place>();
        var swaps = new ArrayList<Runnable>();
        for (var wanted : wanted(next)) {
            var known = gone.stream()
                    .filter(place -> place.endpoint().equals(wanted.endpoint()))
                    .findFirst();
            if (known.isPresent()) {
                gone.remove(known.get());
                var listener = known.get().listener();
                stay.add(new Place(wanted.kind(), wanted.endpoint(), listener));
                swaps.add(() -> listener.serveBy(wanted.service()));
            } else {
                missing.add(wanted);
            }
        }
        try {
            for (var wanted : missing) {
                var listener = bind(wanted, gone, next.config().reusePort());
                fresh.add(new Place(wanted.kind(), wanted.endpoint(), listener));
            }
        } catch (IOException | RuntimeException e) {
            close(fresh);
            throw e;
        }
        return new Swap(next.config().reusePort(), gone, stay, fresh, swaps);
    }

    /** The listeners of the next plan, bound but not yet accepting. */
    private final class Swap implements Change {
        private final boolean reuse;
        private final List<Place> gone;
        private final List<Place> stay;
        private final List<Place> fresh;
        private final List<Runnable> swaps;

        Swap(boolean reuse, List<Place> gone, List<Place> stay, List<Place> fresh, List<Runnable> swaps) {
            this.reuse = reuse;
            this.gone = gone;
            this.stay = stay;
            this.fresh = fresh;
            this.swaps = swaps;
        }

        @Override
        public List<String> take() {
            var next = new ArrayList<>(stay);
            next.addAll(fresh);
            swaps.forEach(Runnable::run);
            fresh.forEach(place -> place.listener().start());
            places = List.copyOf(next);
            close(gone);
            var lines = new ArrayList<String>();
            fresh.forEach(place -> lines.add(place + ": opened"));
            gone.forEach(place -> lines.add(place + ": closed; who is connected stays"));
            if (reuse != reusePort && !stay.isEmpty()) {
                lines.add(
                        "listen.reuse-port: holds for listeners that are opened from now on; for the others after a restart");
            }
            reusePort = reuse;
            return lines;
        }

        @Override
        public void cancel() {
            close(fresh);
        }
    }

    private List<Wanted> wanted(Plan plan) throws IOException {
        var config = plan.config();
        var all = new ArrayList<Wanted>();
        var legacy = new LegacyService(
                plan.services(), config.legacy(), shared.limits(), shared.connections(), config.proxies());
        boolean legacyUser = legacy.userExists();
        if (legacyUser) {
            config.legacyEndpoints().forEach(endpoint -> all.add(new Wanted(Kind.LEGACY, endpoint, legacy::serve)));
        } else if (!config.legacyEndpoints().isEmpty()) {
            LOG.error(
                    "legacy.listen: not served, since there is no enabled user \"{}\" (legacy.user)",
                    Escaped.text(config.legacy().user()));
        }
        var house = house(plan, legacyUser ? detection(config, legacy) : Optional.empty());
        for (var listener : config.listeners()) {
            var endpoint = listener.endpoint();
            var passive = new PassiveDoor(
                    passivePools.at(endpoint), listener.proxies(), shared.data().tells(listener.passiveAddress()));
            var protection = new Protection.Terms(listener.implicitTls(), listener.policy());
            var service = new FtpService(house, new FtpService.Door(passive, protection));
            all.add(new Wanted(
                    listener.implicitTls() ? Kind.FTPS : Kind.FTP, endpoint, passivePools.counting(endpoint, service)));
        }
        return all;
    }

    private static Optional<FtpService.Detection> detection(ServerConfig config, LegacyService legacy) {
        return Optional.of(config.legacyDetect())
                .filter(patience -> !patience.isZero())
                .map(patience -> new FtpService.Detection(patience, legacy::serveEarly));
    }

    private FtpService.House house(Plan plan, Optional<FtpService.Detection> detection) {
        return new FtpService.House(
                plan.services(),
                plan.config().server(),
                shared.limits(),
                shared.connections(),
                shared.silences(),
                detection);
    }

    private static Listener bind(Wanted wanted, List<Place> gone, boolean reusePort) throws IOException {
        String key = wanted.kind().key;
        var endpoint = wanted.endpoint();
        try {
            return Listener.bind(endpoint, wanted.service(), reusePort);
        } catch (BindException e) {
            var before = gone.stream()
                    .filter(place -> place.listener().endpoint().port() == endpoint.port())
                    .toList();
            if (!before.isEmpty()) {
                return bindBeside(before, wanted, reusePort);
            }
            throw new IOException(key + ": " + endpoint + " cannot be bound: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(key + ": " + endpoint + ": " + e, e);
        }
    }

    private static Listener bindBeside(List<Place> before, Wanted wanted, boolean reusePort) throws IOException {
        try {
            var listeners = before.stream().map(Place::listener).toList();
            return Listener.bindBeside(listeners, wanted.endpoint(), wanted.service(), reusePort);
        } catch (IOException e) {
            throw new IOException(
                    wanted.kind().key + ": " + wanted.endpoint() + " cannot be bound: " + e.getMessage()
                            + "; this takes a restart if it is only " + before + " that has the port",
                    e);
        }
    }

    /** Where FTP is served, with the real ports. */
    List<Endpoint> ftp() {
        return endpoints(Kind.FTP);
    }

    /** Where FTP over implicit TLS is served, with the real ports. */
    List<Endpoint> ftps() {
        return endpoints(Kind.FTPS);
    }

    /** Where the legacy protocol is served, with the real ports. */
    List<Endpoint> legacy() {
        return endpoints(Kind.LEGACY);
    }

    private List<Endpoint> endpoints(Kind kind) {
        return places.stream()
                .filter(place -> place.kind() == kind)
                .map(place -> place.listener().endpoint())
                .toList();
    }

    /**
     * Takes no more connections. Where another daemon may listen at the same endpoints, new connections go to it from now on,
     * if it is there, and those that have come here already are served: none is lost.
     */
    void leave() {
        if (reusePort) {
            var left = places.stream().map(Place::listener).toList();
            Handover.steerAway(left.stream().map(Listener::endpoint).toList());
            LockSupport.parkNanos(HANDSHAKES.toNanos());
            left.forEach(Listener::finish);
        }
        close();
    }

    /** Takes no more connections; those that were accepted go on. */
    @Override
    public void close() {
        close(places);
    }

    private static void close(List<Place> places) {
        for (var place : places) {
            try {
                place.listener().close();
            } catch (IOException e) {
                LOG.warn("cannot close {}", place, e);
            }
        }
    }
}
