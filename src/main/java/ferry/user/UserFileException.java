package ferry.user;

/** Tells why a users file was not edited, or cannot be read, in words for the administrator. */
public final class UserFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Tells this. */
    public UserFileException(String message) {
        super(message);
    }

    /** Tells this, and where it came from. */
    public UserFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
