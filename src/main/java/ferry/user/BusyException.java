package ferry.user;

/** Too many others are logging in: nobody has looked at a secret. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Thrown when the turn of a login did not come in time. */
    BusyException() {
        super("too many others are logging in");
    }
}
