package ferry.log;

import ferry.event.Event;
import ferry.event.EventJson;
import ferry.event.Events;
import ferry.log.LogSettings.Target;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Writes events for programs: xferlog and JSON lines. It hears events only while one of both is on. Whoever publishes an
 * event leaves its line in a queue, and waits only while that is full.
 */
public final class EventLogs implements Events.Listener, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(EventLogs.class);

    private final Events events;
    private final XferLine xferLine;
    private final ReentrantReadWriteLock lock =
            new ReentrantReadWriteLock(); // guards the next three; whoever writes a line reads
    private Optional<Lines> xferlog = Optional.empty();
    private Optional<Lines> json = Optional.empty();
    private boolean listening;

    /** Of these events, xferlog in the time of this zone; writes nothing yet. */
    public EventLogs(Events events, ZoneId zone) {
        this.events = events;
        xferLine = new XferLine(zone);
    }

    /** The same settings; throws with every fault when a file of them cannot be written. Opens and changes nothing. */
    public static LogSettings check(LogSettings settings) throws FaultyFileException {
        var faults = new ArrayList<Fault>();
        check("log.xferlog", settings.xferlog(), faults);
        check("log.json", settings.json(), faults);
        if (!faults.isEmpty()) {
            throw new FaultyFileException(faults);
        }
        return settings;
    }

    private static void check(String key, Optional<Target> target, List<Fault> faults) {
        if (target.isPresent() && target.get() instanceof Target.File(Path file)) {
            whyNot(file).ifPresent(why -> faults.add(Fault.of(file.toString(), why + "; " + key + " names it")));
        }
    }

    private static Optional<String> whyNot(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return Optional.of("is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return Optional.of("is not a regular file"); // to open a FIFO waits for its reader
        }
        if (Files.exists(file)) {
            return Files.isWritable(file) ? Optional.empty() : Optional.of("cannot be written");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.of("cannot be made: its folder is missing");
        }
        return Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of("cannot be made: its folder cannot be written");
    }

    /**
     * Writes by these settings from now on. Files are closed and opened again also when they stay the same, for a program
     * that has renamed them meanwhile; no event is lost in between.
     */
    public void take(LogSettings settings) {
        lock.writeLock().lock();
        try {
            closeLines();
            xferlog = settings.xferlog().flatMap(target -> open(target, settings));
            json = settings.json().flatMap(target -> open(target, settings));
            listen(xferlog.isPresent() || json.isPresent());
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void listen(boolean wanted) {
        if (wanted && !listening) {
            events.add(this);
        } else if (!wanted && listening) {
            events.remove(this);
        }
        listening = wanted;
    }

    private static Optional<Lines> open(Target target, LogSettings settings) {
        try {
            return Optional.of(
                    switch (target) {
                        case Target.File(Path path) -> AppenderLines.toFile(path, settings.rotation());
                        case Target.Output.STDOUT -> AppenderLines.toOutput();
                        case Target.Named(String logger) -> new NamedLines(logger);
                    });
        } catch (IOException e) { // it could be opened a moment ago, when the settings were checked
            LOG.error("events are not written: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void heard(Event event) {
        lock.readLock().lock();
        try {
            if (xferlog.isPresent()) {
                xferLine.of(event).ifPresent(xferlog.get()::write);
            }
            if (json.isPresent()) {
                json.get().write(EventJson.line(EventJson.of(event)));
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Writes what waits, and closes the files. */
    @Override
    public void close() {
        take(LogSettings.OFF);
    }

    private void closeLines() {
        xferlog.ifPresent(Lines::close);
        json.ifPresent(Lines::close);
        xferlog = Optional.empty();
        json = Optional.empty();
    }
}
