package ferry.user;

/**
 * An account that a user must give besides the password: RFC 959, ACCT.
 *
 * @param stored the stored form, as of a password
 * @param purpose what it is needed for
 */
public record NeededAccount(String stored, Purpose purpose) {
    /** What an account is needed for. */
    public enum Purpose {
        /** Nothing goes without it. */
        LOGIN,
        /** Files cannot be stored without it. */
        STORE
    }

    /** The purpose; no hash gets into a log this way. */
    @Override
    public String toString() {
        return "NeededAccount[" + purpose + "]";
    }
}
