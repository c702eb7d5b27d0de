package ferry.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where events are written, besides the log for people.
 *
 * @param xferlog where transfers go, in the format of wu-ftpd
 * @param json where all events go, one JSON object a line
 * @param rotation when a file is put aside and a new one begun
 */
public record LogSettings(Optional<Target> xferlog, Optional<Target> json, Rotation rotation) {
    /** Nothing is written. */
    public static final LogSettings OFF = new LogSettings(Optional.empty(), Optional.empty(), Rotation.NONE);

    /** Where lines go. */
    public sealed interface Target {
        /** Into this file, behind what it has. */
        record File(Path path) implements Target {}

        /** To standard output. */
        enum Output implements Target {
            STDOUT
        }

        /** To the logger of this name, which log4j's configuration leads to an appender. */
        record Named(String logger) implements Target {}
    }

    /**
     * When a file is put aside.
     *
     * @param size after so many bytes; 0 is never
     * @param daily at midnight
     * @param keep how many files that were put aside are kept
     */
    public record Rotation(long size, boolean daily, int keep) {
        /** Never; another program does it. */
        public static final Rotation NONE = new Rotation(0, false, 0);

        /** Whether files are put aside at all. */
        public boolean on() {
            return daily || size > 0;
        }
    }
}
