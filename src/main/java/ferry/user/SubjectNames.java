package ferry.user;

import com.google.common.base.CharMatcher;
import java.util.Locale;
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
                    return found.size() == 1 && found.get() instanceof String text
                            ? Optional.of(text.strip())
                            : Optional.empty();
                }
            }
        } catch (NamingException _) {
            // A name that nobody can read is nobody's.
        }
        return Optional.empty();
    }

    /** Whether two texts differ at most in case. Not by equalsIgnoreCase, for which a dotless i is an i, and the Kelvin sign a k. */
    static boolean alike(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT))
                && one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
    }

    /** Whether a subject is equal to a name of ASCII only because Java takes letters of other kinds for those. */
    static boolean disguised(X500Principal subject, X500Principal name) {
        return CharMatcher.ascii().matchesAllOf(name.getName())
                && !CharMatcher.ascii().matchesAllOf(subject.getName());
    }

    private static LdapName parts(X500Principal name) throws InvalidNameException {
        return new LdapName(name.getName(X500Principal.RFC2253));
    }
}
