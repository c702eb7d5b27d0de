package ferry.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What the daemon logs as errors, until this is closed: faults of its own, which no client may bring about. Nothing else is logged. */
public final class Faults implements AutoCloseable {
    private static final int MOST = 20;

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LogManager.getLogger("ferry");
    private final Level level = logger.getLevel();
    private final Collector collector = new Collector();

    /** Listens from now on. */
    public Faults() {
        collector.start();
        logger.setLevel(Level.ERROR);
        logger.addAppender(collector);
    }

    /** The first of them. */
    public List<String> lines() {
        return new ArrayList<>(lines);
    }

    @Override
    public void close() {
        logger.removeAppender(collector);
        logger.setLevel(level);
        collector.stop();
    }

    private final class Collector extends AbstractAppender {
        Collector() {
            super("faults", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.ERROR) && lines.size() < MOST) {
                lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
            }
        }
    }
}
