package ferry;

import ferry.admin.Reload;
import ferry.config.ConfigReader;
import ferry.config.ServerConfig;
import ferry.event.Events;
import ferry.hook.Figures;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import ferry.protocol.Wording;
import ferry.session.Countdown;
import ferry.systemd.Supervisor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A running daemon. Made by {@link #start}, changed by {@link #reload}, ended by {@link #close}, which lets running transfers
 * end first.
 *
 * <p>It consists of {@link Shared} things, of which there is one whatever is reloaded, and of {@link Part}s, which take one
 * {@link Plan} after the other. To start is to take the first plan.
 *
 * <p>An application that embeds it may run several, each with a configuration of its own.
 */
public final class Ferry implements AutoCloseable {
    /** Says what the configuration is now. */
    @FunctionalInterface
    public interface Source {
        /** Reads it; every fault is in the exception. */
        ServerConfig read() throws FaultyFileException;
    }

    /**
     * What a daemon has that is a process of its own.
     *
     * @param supervisor who has started it
     * @param log the file of its log
     */
    record Surroundings(Supervisor supervisor, Optional<LogFile> log) {
        /** Of a daemon that is embedded in an application. */
        private static final Surroundings NONE = new Surroundings(Supervisor.NONE, Optional.empty());
    }

    private static final Logger LOG = LogManager.getLogger(Ferry.class);

    private final Source source;
    private final Surroundings surroundings;
    private final Shared shared;
    private final PassivePools passivePools = new PassivePools();
    private final Listeners listeners;
    private final Sweeping sweeping = new Sweeping(Clock.systemUTC());
    private final Hooking hooking;
    private final Metering metering;
    /** In the order in which they take a plan. */
    private final List<Part> parts;

    private final ReentrantLock lock = new ReentrantLock(); // held by a reload, and by the end
    private volatile Plan plan;
    private volatile Optional<Reload> lastReload = Optional.empty();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    private Ferry(Source source, Surroundings surroundings, Shared shared, Plan plan) {
        this.source = source;
        this.surroundings = surroundings;
        this.shared = shared;
        this.plan = plan;
        listeners = new Listeners(shared, passivePools);
        hooking = new Hooking(plan.config().base(), shared.events());
        metering = new Metering(this, shared, passivePools, Clock.systemUTC());
        var watch = new FileWatch(this::reloadOrTell, surroundings.log().map(LogFile::path), Clock.systemUTC());
        parts = Stream.concat(
                        surroundings.log().stream(),
                        Stream.of(
                                shared,
                                hooking,
                                new Records(shared.events()),
                                passivePools,
                                listeners,
                                metering,
                                sweeping,
                                watch,
                                new Control(this, shared, passivePools)))
                .toList();
    }

    /** Starts a daemon with the configuration that stands there, and reads it again at each {@link #reload()}. */
    public static Ferry start(ConfigReader.Sources sources) throws FaultyFileException, IOException {
        return start(() -> ConfigReader.read(sources));
    }

    /** Starts a daemon with this configuration, for ever or till {@link #reload(ServerConfig)}. */
    public static Ferry start(ServerConfig config) throws FaultyFileException, IOException {
        return start(() -> config);
    }

    /** Starts a daemon; when it returns, every listener accepts. Throws when a file is wrong or a port is taken. */
    public static Ferry start(Source source) throws FaultyFileException, IOException {
        return start(source, Surroundings.NONE);
    }

    /** The same as a process of its own. */
    static Ferry start(Source source, Surroundings surroundings) throws FaultyFileException, IOException {
        var config = source.read();
        var shared = Shared.start(config);
        try {
            var ferry = new Ferry(source, surroundings, shared, Plan.of(config, shared));
            try {
                ferry.prepare(ferry.plan).forEach(Part.Change::take);
                return ferry;
            } catch (FaultyFileException | IOException | RuntimeException e) {
                ferry.close();
                throw e;
            }
        } catch (FaultyFileException | RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /**
     * Reads everything again: configuration, hosts, users, certificates. Either all of it is right and holds from now on, for
     * sessions that are there as far as they share it, or all stays as it is and the exception tells every fault.
     *
     * @return a line for each thing that has changed
     */
    public List<String> reload() throws FaultyFileException, IOException {
        return reloading(source);
    }

    /** The same with this configuration. */
    public List<String> reload(ServerConfig next) throws FaultyFileException, IOException {
        return reloading(() -> next);
    }

    private List<String> reloading(Source from) throws FaultyFileException, IOException {
        lock.lock();
        try {
            if (draining()) {
                throw new IOException("the daemon is stopping");
            }
            surroundings.supervisor().reloading();
            var next = Plan.of(from.read(), shared);
            var changes = prepare(next);
            var lines = Changes.between(plan, next);
            plan = next;
            changes.forEach(change -> lines.addAll(change.take()));
            lines.forEach(line -> LOG.info("reloaded: {}", line));
            note(true, "reloaded: " + Wording.count(lines.size(), "change"));
            return lines;
        } catch (FaultyFileException e) {
            e.faults().forEach(fault -> LOG.error("{}", Escaped.text(fault.toString())));
            LOG.error("not reloaded; all stays as it was");
            note(false, "not reloaded: " + e.faults().getFirst());
            throw e;
        } catch (IOException e) {
            LOG.error("not reloaded; all stays as it was: {}", Escaped.text(String.valueOf(e.getMessage())));
            note(false, "not reloaded: " + e.getMessage());
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void note(boolean successful, String outcome) {
        lastReload = Optional.of(new Reload(Instant.now(), successful, outcome));
        surroundings.supervisor().ready("serving; " + outcome);
        if (successful) {
            LOG.info("{}", outcome);
        }
    }

    /** How the last reload went; nothing when there was none. */
    Optional<Reload> lastReload() {
        return lastReload;
    }

    /** Reloads, and leaves it to the log to tell what was wrong. */
    void reloadOrTell() {
        try {
            reload();
        } catch (FaultyFileException | IOException e) {
            LOG.debug("told already", e);
        } catch (RuntimeException e) {
            LOG.error("not reloaded", e);
        }
    }

    private List<Part.Change> prepare(Plan next) throws FaultyFileException, IOException {
        var changes = new ArrayList<Part.Change>();
        try {
            for (var part : parts) {
                changes.add(part.prepare(next));
            }
            return changes;
        } catch (FaultyFileException | IOException | RuntimeException e) {
            changes.forEach(Part.Change::cancel);
            throw e;
        }
    }

    /** Where FTP is served, with the real ports. */
    public List<Endpoint> ftp() {
        return listeners.ftp();
    }

    /** Where FTP over implicit TLS is served, with the real ports. */
    public List<Endpoint> ftps() {
        return listeners.ftps();
    }

    /** Where the legacy protocol is served, with the real ports. */
    public List<Endpoint> legacy() {
        return listeners.legacy();
    }

    /** Where figures are shown to Prometheus, with the real port. */
    public List<Endpoint> metrics() {
        return metering.endpoints();
    }

    /** What happens in this daemon. A listener that is added hears what happens from then on. */
    public Events events() {
        return shared.events();
    }

    /** What the hooks have done so far. */
    public List<Figures> hooks() {
        return hooking.figures();
    }

    /** How many connections are being served. */
    public int connections() {
        return shared.connections().count();
    }

    /**
     * Begins to end the daemon, and returns at once: no new connections, sessions at rest end, running transfers go on up to the
     * grace time, then everything ends. A second call does nothing.
     */
    public void drain() {
        if (ending.compareAndSet(false, true)) {
            Thread.ofPlatform().name("drain").start(this::end);
        }
    }

    /** Whether it ends, or has ended. */
    public boolean draining() {
        return ending.get();
    }

    /** Ends the wait for running transfers at once. */
    void hurry() {
        shared.connections().hurry();
    }

    /** Waits until it has ended. */
    void awaitEnd() throws InterruptedException {
        over.await();
    }

    /** Ends the daemon as {@link #drain} does, and waits until it has ended. */
    @Override
    public void close() {
        if (ending.compareAndSet(false, true)) {
            end();
            return;
        }
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        lock.lock(); // a reload that runs ends first
        try {
            var grace = plan.config().shutdownGrace();
            surroundings.supervisor().stopping(grace);
            LOG.info("stopping; {} open", Wording.are(connections(), "connection"));
            passivePools.release(); // another daemon may have clients for them already
            listeners.leave();
            passivePools.release(); // those that were opened meanwhile
            sweeping.close();
            shared.connections().drain(grace, new Countdown(this::tell));
        } finally {
            parts.reversed().forEach(Part::close);
            lock.unlock();
            LOG.info("stopped");
            over.countDown();
        }
    }

    private void tell(String line) {
        LOG.info("{}", line);
        surroundings.supervisor().status(line);
    }
}
