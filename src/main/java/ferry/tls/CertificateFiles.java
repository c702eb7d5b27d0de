package ferry.tls;

import ferry.protocol.HostName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one certificate.
 *
 * @param certificate a PEM file: the certificate, and behind it the chain up to the CA
 * @param key a PEM file with its private key; may be the same file
 * @param passwordFile a file whose first line is the password of the key; nothing for a key that is not encrypted
 * @param hosts the names of the virtual host that it belongs to; none for the standard host
 */
public record CertificateFiles(Path certificate, Path key, Optional<Path> passwordFile, Set<HostName> hosts) {
    /** Copies the names. */
    public CertificateFiles {
        hosts = Set.copyOf(hosts);
    }
}
