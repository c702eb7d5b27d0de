package ferry.tls;

import ferry.protocol.HostName;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The TLS of the daemon: makes handshakes with clients. Safe for many threads. */
public final class Tls {
    private final TlsSettings settings;
    private final Certificates certificates;
    private final PacketBuffers buffers = new PacketBuffers();

    /** With these settings and certificates. */
    public Tls(TlsSettings settings, Certificates certificates) {
        this.settings = settings;
        this.certificates = certificates;
    }

    /** How it is served. */
    public TlsSettings settings() {
        return settings;
    }

    /** What is served. */
    public Certificates certificates() {
        return certificates;
    }

    /**
     * Shakes hands on a control connection, until this {@link System#nanoTime}; blocks. Throws {@link TlsException} when
     * that fails; the channel is the caller's in any case.
     *
     * @param host what the client has said by HOST
     */
    public TlsLogin accept(SocketChannel channel, Optional<HostName> host, long deadline) throws IOException {
        var login = new TlsLogin(this, certificates.current(host), channel);
        login.handshake(deadline);
        return login;
    }

    PacketBuffers buffers() {
        return buffers;
    }

    /** A context of its own has keys of its own for tickets: they open nowhere else. Takes some 12 microseconds. */
    static SSLContext context(Certificates.Current certificates) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {certificates.keys()},
                    certificates
                            .trust()
                            .map(trust -> new TrustManager[] {trust})
                            .orElse(new TrustManager[0]),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
