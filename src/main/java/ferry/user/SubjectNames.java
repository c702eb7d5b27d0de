package ferry.user;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The names of subjects, taken apart. */
final class SubjectNames {
    private SubjectNames() {}

    /** The pattern of a whole name; throws IllegalArgumentException if it is none. */
    static CertificatePattern.Subject pattern(String text) {
        try {
            var name = new X500Principal(text);
            var parts = parts(name).getRdns().reversed();
            return new CertificatePattern.Subject(name, new X500Principal(new LdapName(parts).toString()));
        } catch (IllegalArgumentException | InvalidNameException e) {
            throw new IllegalArgumentException(
                    "behind subject: a name such as CN=alice,O=Partner is needed, not \"" + text + "\"", e);
        }
    }

    /** The common name; of several the innermost. Nothing if there is none that is a text. */
    static Optional<String> commonName(X500Principal name) {
        try {
            for (Rdn part : parts(name).getRdns().reversed()) {
                var found = part.toAttributes().get("CN");
                if (found != null) {
                    return found.get() instanceof String text ? Optional.of(text.strip()) : Optional.empty();
                }
            }
        } catch (NamingException _) {
            // A name that nobody can read is nobody's.
        }
        return Optional.empty();
    }

    private static LdapName parts(X500Principal name) throws InvalidNameException {
        return new LdapName(name.getName(X500Principal.RFC2253));
    }
}
