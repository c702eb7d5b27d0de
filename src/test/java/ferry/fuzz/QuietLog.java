package ferry.fuzz;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;

/** Keeps a class of the daemon from logging, for the time until it is closed: of a million faults nobody reads a line. */
public final class QuietLog implements AutoCloseable {
    private final Logger logger;
    private final Level level;

    /** For the class of this name. */
    public QuietLog(String source) {
        logger = (Logger) LogManager.getLogger(source);
        level = logger.getLevel();
        logger.setLevel(Level.FATAL);
    }

    @Override
    public void close() {
        logger.setLevel(level);
    }
}
