package ferry.tls;

/**
 * Whether the TLS session of a control connection is to be resumed on its data connections, which proves that both come
 * from one client (RFC 4217, section 10.2).
 */
public enum SessionReuse {
    /** A data connection cannot resume. */
    OFF,
    /** It may. */
    ACCEPT,
    /** It must: one that does not is refused with 522. */
    REQUIRE
}
