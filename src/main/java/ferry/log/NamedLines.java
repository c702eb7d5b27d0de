package ferry.log;

import ferry.protocol.Escaped;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Lines that go to a logger, whose appender log4j's configuration names. */
final class NamedLines implements Lines {
    private final Logger logger;

    /** To the logger of this name. */
    NamedLines(String name) {
        logger = LogManager.getLogger(name);
    }

    @Override
    public void write(String line) {
        logger.info("{}", Escaped.text(line));
    }

    @Override
    public void close() {
        // The logger goes on.
    }
}
