package ferry.data;

import java.io.IOException;

/** The network, not a file, ended a data connection: reset, stalled, or cut by ABOR. */
public final class DataConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Wraps what the socket said. */
    public DataConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what happened. */
    public DataConnectionException(String message) {
        super(message);
    }
}
