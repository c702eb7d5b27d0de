package ferry.properties;

import java.io.IOException;

/** Tells that something is no regular file, such as a FIFO, whose opening would wait for a writer. */
public final class NotRegularFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Tells it. */
    public NotRegularFileException() {
        super("not a regular file");
    }
}
