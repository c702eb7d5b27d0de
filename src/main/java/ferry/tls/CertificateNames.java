package ferry.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The DNS names that a certificate is for: those of the subject alternative name, or without any the common name, as
 * certificates of old have it (RFC 6125, section 6.4).
 *
 * @param texts the names in lower case; a first label {@code *} stands for any one label
 */
record CertificateNames(Set<String> texts) {
    private static final int DNS_NAME = 2;

    /** The names of a certificate. */
    static CertificateNames of(X509Certificate certificate) {
        var names = new LinkedHashSet<String>();
        try {
            for (List<?> name : Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), none())) {
                if (name.getFirst().equals(DNS_NAME)) {
                    names.add(plain(name.get(1).toString()));
                }
            }
        } catch (CertificateParsingException _) {
            names.clear();
        }
        if (names.isEmpty()) {
            commonName(certificate.getSubjectX500Principal().getName(), names);
        }
        return new CertificateNames(names);
    }

    private static Collection<List<?>> none() {
        return List.of();
    }

    private static void commonName(String subject, Set<String> names) {
        try {
            new LdapName(subject)
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .forEach(rdn -> names.add(plain(rdn.getValue().toString())));
        } catch (InvalidNameException _) {
            return;
        }
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Whether the name stands there. */
    boolean exactly(String name) {
        return texts.contains(name);
    }

    /** Whether one with a wildcard covers the name. */
    boolean byWildcard(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && texts.contains("*" + name.substring(dot));
    }
}
