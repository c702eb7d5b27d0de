package ferry.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How TLS is served.
 *
 * @param certificates the certificates, those of the standard host first; it has the self-signed one where there are none
 * @param selfSigned where the self-signed certificate and its key are kept, in one PEM file
 * @param protocols the versions, as JSSE names them
 * @param suites the cipher suites of all versions, as JSSE names them, the best first
 * @param clientAuthentication whether clients are asked for certificates
 * @param clientCa a PEM file with the CAs of the clients; nothing when they are not asked
 * @param clientCrl a PEM or DER file with the lists of revoked certificates of these CAs
 * @param authSsl whether the old words of AUTH are taken, SSL and TLS-P, which protect data connections at once
 * @param clearCommandChannel whether CCC is allowed
 */
public record TlsSettings(
        List<CertificateFiles> certificates,
        Path selfSigned,
        List<String> protocols,
        List<String> suites,
        ClientAuthentication clientAuthentication,
        Optional<Path> clientCa,
        Optional<Path> clientCrl,
        boolean authSsl,
        boolean clearCommandChannel) {
    /** Copies the lists. */
    public TlsSettings {
        certificates = List.copyOf(certificates);
        protocols = List.copyOf(protocols);
        suites = List.copyOf(suites);
    }
}
