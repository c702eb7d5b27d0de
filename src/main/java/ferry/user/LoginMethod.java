package ferry.user;

/** What lets a user in. */
public enum LoginMethod {
    /** The password. */
    PASSWORD,
    /** A right certificate; no password is asked for. */
    CERTIFICATE,
    /** The password, from a client with a right certificate. */
    BOTH,
    /** A right certificate, or else the password. */
    EITHER;

    /** Whether a certificate is needed, whatever else is right. */
    public boolean needsCertificate() {
        return this == CERTIFICATE || this == BOTH;
    }

    /** Whether this is enough. */
    boolean enough(boolean password, boolean certificate) {
        return switch (this) {
            case PASSWORD -> password;
            case CERTIFICATE -> certificate;
            case BOTH -> password && certificate;
            case EITHER -> password || certificate;
        };
    }
}
