package ferry.user;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The other end of a control connection, as it counts for a login.
 *
 * @param address its address
 * @param certificate the certificate that it has shown in TLS, and for which a CA of tls.client-ca vouches
 */
public record Peer(InetAddress address, Optional<X509Certificate> certificate) {
    /** Without a certificate. */
    public Peer(InetAddress address) {
        this(address, Optional.empty());
    }
}
