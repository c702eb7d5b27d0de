package ferry.tls;

import java.util.Optional;

/**
 * What is demanded of connections: by the daemon, by one of its listeners, or of one user.
 *
 * @param required whether the control connection must be protected before USER
 * @param dataRequired whether data connections must be protected
 * @param sessionReuse whether data connections resume the session of the control connection
 * @param closeNotify whether an upload is complete only when TLS was closed in order
 */
public record TlsPolicy(boolean required, boolean dataRequired, SessionReuse sessionReuse, boolean closeNotify) {
    /** What holds when nothing is said. */
    public static final TlsPolicy DEFAULT = new TlsPolicy(false, false, SessionReuse.ACCEPT, true);

    /**
     * What is said for a part, in place of what holds for the whole.
     *
     * @param required see {@link TlsPolicy}
     * @param dataRequired see {@link TlsPolicy}
     * @param sessionReuse see {@link TlsPolicy}
     * @param closeNotify see {@link TlsPolicy}
     */
    public record Exceptions(
            Optional<Boolean> required,
            Optional<Boolean> dataRequired,
            Optional<SessionReuse> sessionReuse,
            Optional<Boolean> closeNotify) {
        /** Nothing is said. */
        public static final Exceptions NONE =
                new Exceptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With these exceptions. */
    public TlsPolicy with(Exceptions exceptions) {
        return new TlsPolicy(
                exceptions.required().orElse(required),
                exceptions.dataRequired().orElse(dataRequired),
                exceptions.sessionReuse().orElse(sessionReuse),
                exceptions.closeNotify().orElse(closeNotify));
    }
}
