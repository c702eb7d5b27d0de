package ferry.config;

import ferry.protocol.HostName;
import ferry.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A host besides the standard one, as the hosts file has it.
 *
 * @param name its name
 * @param names this and its other names
 * @param users its users file
 * @param welcome the lines of its greeting
 * @param certificates its certificates; none: those of the standard host are shown for it
 */
public record HostConfig(
        HostName name, Set<HostName> names, Path users, List<String> welcome, List<CertificateFiles> certificates) {
    /** Copies names, lines and certificates. */
    public HostConfig {
        names = Set.copyOf(names);
        welcome = List.copyOf(welcome);
        certificates = List.copyOf(certificates);
    }
}
