package ferry.data;

import java.io.IOException;

/** No data connection came about: nobody connected in time, the client's port refused, or no port was free. */
public final class CannotOpenException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public CannotOpenException(String message) {
        super(message);
    }

    /** Wraps what the socket said. */
    public CannotOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
