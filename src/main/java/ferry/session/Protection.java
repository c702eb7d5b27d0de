package ferry.session;

import ferry.data.DataProtection;
import ferry.protocol.HostName;
import ferry.tls.Tls;
import ferry.tls.TlsLogin;
import ferry.tls.TlsPolicy;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** How the connections of a session are protected: RFC 2228 and RFC 4217. Used by one thread at a time, as the session is. */
public final class Protection {
    /** PROT: how data connections are protected. The two levels that TLS has of RFC 2228's four. */
    public enum Level {
        /** C: not at all. */
        CLEAR,
        /** P: nobody else can read or change what moves. */
        PRIVATE
    }

    private static final Logger LOG = LogManager.getLogger(Protection.class);

    private final Optional<Tls> tls;
    private final Optional<Terms> terms;
    private boolean dataFromStart;
    private volatile Optional<TlsLogin> login = Optional.empty(); // this and the next are shown to administrators
    private volatile boolean commandsProtected;
    private boolean bufferSizeAgreed;
    private Level level = Level.CLEAR;

    /**
     * What a listener offers and demands.
     *
     * @param implicit whether connections begin with TLS, without AUTH
     * @param policy what it demands
     */
    public record Terms(boolean implicit, TlsPolicy policy) {}

    /** Without terms, in a protocol that has no protection, nothing is demanded. */
    Protection(Optional<Tls> tls, Optional<Terms> terms) {
        this.tls = tls;
        this.terms = terms;
    }

    /** TLS; nothing where the daemon has none. */
    public Optional<Tls> tls() {
        return tls;
    }

    /** Whether the connection began with TLS, without AUTH. */
    public boolean implicit() {
        return terms.filter(Terms::implicit).isPresent();
    }

    /** What the listener demands. */
    public TlsPolicy policy() {
        return terms.map(Terms::policy).orElse(TlsPolicy.DEFAULT);
    }

    /** What the listener demands, with what is said for a user. */
    TlsPolicy policy(TlsPolicy.Exceptions ofUser) {
        return terms.map(each -> each.policy().with(ofUser)).orElse(TlsPolicy.DEFAULT);
    }

    /** Whether the handshake that comes next protects data connections too, as with implicit TLS. */
    public void dataFromStart(boolean wanted) {
        dataFromStart = wanted;
    }

    /** The handshake of the control connection is done. Implicit TLS protects data connections as well. */
    public void begin(TlsLogin next) {
        login = Optional.of(next);
        commandsProtected = true;
        startData(implicit() || dataFromStart);
    }

    private void startData(boolean isPrivate) {
        bufferSizeAgreed = isPrivate;
        level = isPrivate ? Level.PRIVATE : Level.CLEAR;
    }

    /** The control connection goes on in clear, data connections stay as they are: CCC. */
    public void clearCommands() {
        commandsProtected = false;
    }

    /** All is as at the beginning of the connection: REIN. */
    public void end() {
        if (!implicit()) {
            login = Optional.empty();
            commandsProtected = false;
        }
        startData(implicit());
    }

    /** Whether the control connection goes through TLS now. */
    public boolean commandsProtected() {
        return commandsProtected;
    }

    /** TLS of the control connection, which may have ended by CCC. */
    public Optional<TlsLogin> login() {
        return login;
    }

    /** The host of the handshake (SNI). */
    public Optional<HostName> serverName() {
        return login.flatMap(TlsLogin::serverName);
    }

    /** The certificate that the client has shown, if its control connection is still protected. */
    public Optional<X509Certificate> clientCertificate() {
        return login.filter(_ -> commandsProtected)
                .flatMap(each -> each.clientCertificates().stream().findFirst());
    }

    /** Whether PBSZ was said. */
    public boolean bufferSizeAgreed() {
        return bufferSizeAgreed;
    }

    /** Notes PBSZ. */
    public void agreeBufferSize() {
        bufferSizeAgreed = true;
    }

    /** How data connections are protected. */
    public Level level() {
        return level;
    }

    /** Sets how data connections are protected. */
    public void level(Level next) {
        level = next;
    }

    /** Tells the log whether this client could do what tls.session-reuse=require demands. */
    public void tell() {
        login.filter(each -> each.resumed() + each.full() > 0)
                .ifPresent(each -> LOG.info(
                        "data connections in TLS: {} resumed the session of the control connection, {} did not",
                        each.resumed(),
                        each.full()));
    }

    /** Lets the client have a fresh ticket for its next data connection, behind the next reply. */
    void renewTicket() {
        if (commandsProtected) {
            login.ifPresent(TlsLogin::renewTicket);
        }
    }

    /** What protects the next data connection, by what holds for the user. */
    Optional<DataProtection> ofData(TlsPolicy policy) {
        return login.filter(_ -> level == Level.PRIVATE)
                .map(tlsLogin -> new DataProtection(tlsLogin, policy.sessionReuse(), policy.closeNotify()));
    }
}
