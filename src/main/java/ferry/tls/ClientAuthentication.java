package ferry.tls;

/** Whether a client is asked for a certificate. */
public enum ClientAuthentication {
    /** It is not. */
    OFF,
    /** It is, and may have none. */
    WANT,
    /** It is, and the handshake fails without one. */
    REQUIRE
}
