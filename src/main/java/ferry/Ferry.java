package ferry;

import ferry.config.ConfigReader;
import ferry.config.ServerConfig;
import ferry.event.Events;
import ferry.hook.Figures;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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

    private static final Logger LOG = LogManager.getLogger(Ferry.class);

    private final Source source;
    private final Shared shared;
    private final PassivePools passivePools = new PassivePools();
    private final Listeners listeners;
    private final Sweeping sweeping = new Sweeping(Clock.systemUTC());
    private final Hooking hooking;
    /** In the order in which they take a plan. */
    private final List<Part> parts;

    private final ReentrantLock lock = new ReentrantLock(); // guards the change of the plan, and the end
    private volatile Plan plan;
    private boolean ended;

    private Ferry(Source source, Shared shared, Plan plan) {
        this.source = source;
        this.shared = shared;
        this.plan = plan;
        listeners = new Listeners(shared, passivePools);
        hooking = new Hooking(plan.config().base(), shared.events());
        parts = List.of(
                shared,
                hooking,
                new Records(shared.events()),
                passivePools,
                listeners,
                sweeping,
                new Control(this, shared));
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
        var config = source.read();
        var shared = Shared.start(config);
        try {
            var ferry = new Ferry(source, shared, Plan.of(config, shared));
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
            if (ended) {
                throw new IOException("the daemon is stopping");
            }
            var next = Plan.of(from.read(), shared);
            var changes = prepare(next);
            var lines = Changes.between(plan, next);
            plan = next;
            changes.forEach(change -> lines.addAll(change.take()));
            LOG.info("reloaded: {} changes", lines.size());
            lines.forEach(line -> LOG.info("reloaded: {}", line));
            return lines;
        } catch (FaultyFileException e) {
            e.faults().forEach(fault -> LOG.error("{}", Escaped.text(fault.toString())));
            LOG.error("not reloaded; all stays as it was");
            throw e;
        } catch (IOException e) {
            LOG.error("not reloaded; all stays as it was: {}", Escaped.text(String.valueOf(e.getMessage())));
            throw e;
        } finally {
            lock.unlock();
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

    /** Ends the daemon: no new connections, running transfers up to the grace time, then everything. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        LOG.info("stopping; {} connections are open", connections());
        listeners.close();
        sweeping.close();
        shared.connections().drain(plan.config().shutdownGrace());
        parts.reversed().forEach(Part::close);
    }
}
