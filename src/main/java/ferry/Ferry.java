package ferry;

import ferry.config.ServerConfig;
import ferry.data.DataPool;
import ferry.data.PassivePorts;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.TextLog;
import ferry.file.DigestCache;
import ferry.guard.Ban;
import ferry.guard.Guard;
import ferry.legacy.LegacyService;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import ferry.server.FtpService;
import ferry.server.Listener;
import ferry.server.SilenceWatch;
import ferry.session.Connections;
import ferry.session.Limits;
import ferry.session.Protection;
import ferry.session.Refusals;
import ferry.session.Services;
import ferry.tls.Certificates;
import ferry.tls.Tls;
import ferry.tls.TlsSettings;
import ferry.user.PasswordHashes;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A running daemon. Made by {@link #start}, ended by {@link #close}, which lets running transfers end first.
 *
 * <p>An application that embeds it may run several, each with a configuration of its own.
 */
public final class Ferry implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Ferry.class);

    private final ServerConfig config;
    private final Services services;
    private final Limits limits;
    private final Connections connections = new Connections();
    private final Events events = new Events();
    private final Map<String, PassivePorts> passivePorts = new HashMap<>();
    private final List<Listener> ftp = new ArrayList<>();
    private final List<Listener> ftps = new ArrayList<>();
    private final List<Listener> legacy = new ArrayList<>();
    private final Sweeps sweeps;
    private final SilenceWatch silences;

    private Ferry(ServerConfig config) throws FaultyFileException {
        this.config = config;
        var hashes = new PasswordHashes(PasswordHashes.DEFAULT_COST);
        events.add(new TextLog());
        limits = new Limits(config.maxSessions(), config.maxSessionsPerAddress());
        var hosts = OpenHosts.of(config, hashes);
        var tls = config.tls().isPresent() ? Optional.of(tls(config.tls().get())) : Optional.<Tls>empty();
        services = new Services(
                hosts,
                DataPool.start(config.data()),
                new DigestCache(Clock.systemUTC()),
                connections,
                events,
                new Refusals(),
                Guard.start(config.guard(), this::banned),
                tls,
                config.session());
        sweeps = new Sweeps(hosts, config.partialLifetime(), Clock.systemUTC());
        silences = SilenceWatch.start(shortestSilence(config));
    }

    private static Duration shortestSilence(ServerConfig config) {
        var login = config.server().loginTimeout();
        var idle = config.session().idleTimeout();
        return idle.isZero() || login.compareTo(idle) < 0 ? login : idle;
    }

    private static Tls tls(TlsSettings settings) throws FaultyFileException {
        return new Tls(settings, Certificates.open(settings));
    }

    private void banned(Ban ban) {
        events.publish(new Event.Banned(Instant.now(), ban.network().toString(), ban.until(), ban.reason()));
    }

    /** What happens in this daemon. A listener that is added hears what happens from then on. */
    public Events events() {
        return events;
    }

    /** Starts a daemon; when it returns, every listener accepts. Throws when the users file is wrong or a port is taken. */
    public static Ferry start(ServerConfig config) throws FaultyFileException, IOException {
        var ferry = new Ferry(config);
        try {
            ferry.bind();
        } catch (IOException | RuntimeException e) {
            ferry.close();
            throw e;
        }
        return ferry;
    }

    private void bind() throws IOException {
        var legacyService = new LegacyService(services, config.legacy(), limits, connections);
        boolean legacyUser = legacyService.userExists();
        if (legacyUser) {
            for (var endpoint : config.legacyEndpoints()) {
                legacy.add(bind("legacy.listen", endpoint, legacyService::serve));
            }
        } else if (!config.legacyEndpoints().isEmpty()) {
            LOG.error(
                    "legacy.listen: not started, since there is no enabled user \"{}\" (legacy.user)",
                    Escaped.text(config.legacy().user()));
        }
        var detection = legacyUser && !config.legacyDetect().isZero()
                ? Optional.of(new FtpService.Detection(config.legacyDetect(), legacyService::serveEarly))
                : Optional.<FtpService.Detection>empty();
        var house = new FtpService.House(services, config.server(), limits, connections, silences, detection);
        for (var listener : config.listeners()) {
            var endpoint = listener.endpoint();
            var protection = new Protection.Terms(listener.implicitTls(), listener.policy());
            var service = new FtpService(house, passivePorts(endpoint), protection);
            if (listener.implicitTls()) {
                ftps.add(bind("ftps.listen", endpoint, service));
            } else {
                ftp.add(bind("ftp.listen", endpoint, service));
            }
        }
        legacy.forEach(Listener::start);
        ftp.forEach(Listener::start);
        ftps.forEach(Listener::start);
        sweeps.start();
    }

    private static Listener bind(String key, Endpoint endpoint, Listener.Service service) throws IOException {
        try {
            return Listener.bind(endpoint, service);
        } catch (BindException e) {
            throw new IOException(key + ": " + endpoint + " cannot be bound: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(key + ": " + endpoint + ": " + e, e);
        }
    }

    private PassivePorts passivePorts(Endpoint endpoint) throws IOException {
        var known = passivePorts.get(endpoint.host());
        if (known != null) {
            return known;
        }
        var settings = config.data();
        var ports = new PassivePorts(
                endpoint.withPort(0).address().getAddress(),
                settings.passivePorts(),
                settings.peerCheck(),
                new SecureRandom());
        passivePorts.put(endpoint.host(), ports);
        return ports;
    }

    /** Where FTP is served, with the real ports. */
    public List<Endpoint> ftp() {
        return ftp.stream().map(Listener::endpoint).toList();
    }

    /** Where FTP over implicit TLS is served, with the real ports. */
    public List<Endpoint> ftps() {
        return ftps.stream().map(Listener::endpoint).toList();
    }

    /** Where the legacy protocol is served, with the real ports. */
    public List<Endpoint> legacy() {
        return legacy.stream().map(Listener::endpoint).toList();
    }

    /** How many connections are being served. */
    public int connections() {
        return connections.count();
    }

    /** Ends the daemon: no new connections, running transfers up to the grace time, then everything. */
    @Override
    public void close() {
        LOG.info("stopping; {} connections are open", connections.count());
        ftp.forEach(Ferry::close);
        ftps.forEach(Ferry::close);
        legacy.forEach(Ferry::close);
        sweeps.close();
        connections.drain(config.shutdownGrace());
        silences.close();
        passivePorts.values().forEach(Ferry::close);
        services.data().close();
        services.guard().close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("cannot close {}", part, e);
        }
    }
}
