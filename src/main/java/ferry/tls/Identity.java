package ferry.tls;

import static java.util.stream.Collectors.joining;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import ferry.protocol.Escaped;
import ferry.protocol.HostName;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * A certificate that the daemon can show, with its key.
 *
 * @param file where it comes from
 * @param key the private key
 * @param chain the certificate, its issuer, and so on
 * @param names the DNS names that it is for
 * @param hosts the names of the virtual host that it belongs to; none for the standard host
 */
record Identity(Path file, PrivateKey key, List<X509Certificate> chain, CertificateNames names, Set<HostName> hosts) {
    private static final BaseEncoding HEX = BaseEncoding.base16().withSeparator(":", 2);

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The kind of key, as JSSE names it. */
    String keyType() {
        return certificate().getPublicKey().getAlgorithm();
    }

    /** The SHA-256 of the certificate, as OpenSSL and most clients show it. */
    String fingerprint() {
        try {
            return HEX.encode(
                    Hashing.sha256().hashBytes(certificate().getEncoded()).asBytes());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that an administrator wants to know of it, in one line. */
    @Override
    public String toString() {
        return "%s: certificate of %s for %s, key %s, valid until %s, SHA-256 %s"
                .formatted(
                        file,
                        Escaped.text(certificate().getSubjectX500Principal().getName()),
                        names.texts().isEmpty()
                                ? "no name"
                                : names.texts().stream().map(Escaped::text).collect(joining(" ")),
                        keyType(),
                        certificate().getNotAfter().toInstant(),
                        fingerprint());
    }
}
