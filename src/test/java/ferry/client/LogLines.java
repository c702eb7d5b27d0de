package ferry.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class or a package of the daemon logs, for the time until it is closed. */
public final class LogLines implements AutoCloseable {
    private record Line(Level level, String text) {}

    private static final AtomicInteger COLLECTORS = new AtomicInteger();

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final boolean additive;
    private final Level level;
    private final Collector collector = new Collector();

    /** Collects from now on what the class or the package of this name logs. */
    public LogLines(String source) {
        logger = (Logger) LogManager.getLogger(source);
        additive = logger.isAdditive();
        level = logger.getLevel();
        collector.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(collector);
    }

    /** Waits until there is a line with this text, and returns it. */
    public String await(String text) {
        try {
            Eventually.holds("a log line with: " + text, () -> line(text).isPresent());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; there is: " + lines(), e);
        }
        return line(text).orElseThrow();
    }

    private Optional<String> line(String text) {
        return lines().stream().filter(line -> line.contains(text)).findFirst();
    }

    /** The lines up to now. */
    public List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** The lines of this level up to now. */
    public List<String> of(Level wanted) {
        return lines.stream()
                .filter(line -> line.level().equals(wanted))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        logger.removeAppender(collector);
        logger.setLevel(level);
        logger.setAdditive(additive);
        collector.stop();
    }

    private final class Collector extends AbstractAppender {
        Collector() {
            super("collector" + COLLECTORS.incrementAndGet(), null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(new Line(event.getLevel(), event.getMessage().getFormattedMessage()));
        }
    }
}
