package ferry.tls;

import ferry.protocol.HostName;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * TLS of one control connection, from its handshake to its end, and of the data connections that belong to it.
 *
 * <p>Whether a data connection is this client's own is proven by its resuming the session of the control connection
 * (RFC 4217, section 10.2). Tickets are sealed with a key of this login's own context and carry the name that it has made
 * up for itself, so one that opens and has that name is of this very login, in TLS 1.2 and 1.3 alike. See ADR 11.
 */
public final class TlsLogin {
    private static final Logger LOG = LogManager.getLogger(TlsLogin.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String V1_3 = "TLSv1.3";
    /** JSSE counts the tickets of a session in one byte, and issues no more when it is full. */
    private static final int MOST_TICKETS = 127;

    /** The longest life of a ticket in seconds, RFC 8446, section 4.6.1. */
    private static final int LONGEST_LIFE = 604_800;

    private final Tls tls;
    private final Certificates.Current certificates;
    private final SSLContext context;
    private final String name;
    private final TlsChannel control;
    private int tickets = 1; // the handshake has brought the first
    private int resumed;
    private int full;

    /** For a control connection; the handshake is still to come. */
    TlsLogin(Tls tls, Certificates.Current certificates, SocketChannel channel) {
        this.tls = tls;
        this.certificates = certificates;
        context = Tls.context(certificates);
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        name = "login-" + HexFormat.of().formatHex(bytes);
        var engine = engine(context, name, ApplicationProtocols.CONTROL);
        switch (tls.settings().clientAuthentication()) {
            case OFF -> {}
            case WANT -> engine.setWantClientAuth(true);
            case REQUIRE -> engine.setNeedClientAuth(true);
        }
        control = TlsChannel.forControl(channel, engine, tls.buffers());
    }

    /** Shakes hands on the control connection, until this {@link System#nanoTime}; blocks. */
    void handshake(long deadline) throws IOException {
        issueTickets(context, true);
        control.handshake(deadline);
    }

    private SSLEngine engine(SSLContext of, String peer, ApplicationProtocols protocols) {
        var engine = of.createSSLEngine(peer, 0);
        engine.setUseClientMode(false);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(tls.settings().protocols().toArray(String[]::new));
        parameters.setCipherSuites(tls.settings().suites().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        protocols.answerBy(engine);
        return engine;
    }

    /** The control connection. */
    public TlsChannel control() {
        return control;
    }

    /** The host that the client has named in the handshake (SNI, RFC 6066, section 3). */
    public Optional<HostName> serverName() {
        return NamedKeys.asked(control.session());
    }

    /** The client's certificate and its chain; empty when it has shown none. */
    public List<X509Certificate> clientCertificates() {
        return clientCertificates(control);
    }

    private static List<X509Certificate> clientCertificates(TlsChannel channel) {
        try {
            return Arrays.stream(channel.session().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    /** The version, such as {@code TLSv1.3}. */
    public String version() {
        return control.session().getProtocol();
    }

    /** The version and the suite, for STAT and the log. */
    public String description() {
        return control.session().getProtocol() + " " + control.session().getCipherSuite();
    }

    /** The version, the suite and who the client says it is, for the log. */
    @Override
    public String toString() {
        return description()
                + serverName().map(host -> ", for " + host).orElse("")
                + clientCertificates().stream()
                        .findFirst()
                        .map(each -> ", certificate of " + each.getSubjectX500Principal())
                        .orElse("");
    }

    /**
     * Lets a fresh ticket follow the next reply. In TLS 1.3 some clients use each ticket only once, and get none with an
     * upload.
     */
    public void renewTicket() {
        var session = control.session();
        if (session.getProtocol().equals(V1_3)) {
            issueTickets(context, true);
            session.putValue(name, name); // this is what makes JSSE send one; a value that stays would make it one-time
            session.removeValue(name);
            tickets++;
        }
    }

    private static void issueTickets(SSLContext context, boolean wanted) {
        context.getServerSessionContext().setSessionTimeout(wanted ? LONGEST_LIFE : LONGEST_LIFE + 1);
    }

    /**
     * Shakes hands on a data connection, until this {@link System#nanoTime}; blocks. Throws {@link TlsException} when that
     * fails, and {@link UnprovenConnectionException} when it is not shown to be this client's. The channel is the
     * caller's in any case.
     *
     * @param receiving whether the client is going to send
     */
    public TlsChannel acceptData(SocketChannel channel, boolean receiving, SessionReuse reuse, long deadline)
            throws IOException {
        var owner = clientCertificates();
        var own = reuse == SessionReuse.OFF ? Tls.context(certificates) : context;
        // No tickets with an upload in TLS 1.3: curl 7.88 takes one that comes while it sends for a reason to send
        // nothing,
        // and rclone closes without reading it, so that the system resets the connection.
        issueTickets(own, !receiving || !control.session().getProtocol().equals(V1_3));
        var engine = engine(own, "data", ApplicationProtocols.DATA);
        if (!owner.isEmpty()) {
            engine.setWantClientAuth(true);
        }
        var data = TlsChannel.forData(channel, engine, tls.buffers());
        data.handshake(deadline);
        boolean proven = resumes(data);
        LOG.debug("data connection: {}", proven ? "TLS session resumed" : "new TLS session");
        if (proven) {
            resumed++;
            return data;
        }
        full++;
        if (reuse == SessionReuse.REQUIRE) {
            throw new UnprovenConnectionException(data, whyNotResumed(data));
        }
        if (!owner.isEmpty() && !clientCertificates(data).equals(owner)) {
            throw new UnprovenConnectionException(
                    data, "the client has not shown the certificate of its control connection");
        }
        return data;
    }

    private String whyNotResumed(TlsChannel data) {
        if (data.hello().offersSession()) {
            return "the TLS session that the client wants to resume is not the one of its control connection";
        }
        return tickets < MOST_TICKETS
                ? "the client does not resume the TLS session of its control connection"
                : "the client has used up the TLS tickets of this login, and has to log in again";
    }

    private boolean resumes(TlsChannel data) {
        return Objects.equals(data.session().getPeerHost(), name)
                && data.session().getCreationTime() == control.session().getCreationTime();
    }

    /** How many data connections have resumed the session of the control connection. */
    public int resumed() {
        return resumed;
    }

    /** How many have not. */
    public int full() {
        return full;
    }
}
