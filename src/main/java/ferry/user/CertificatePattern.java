package ferry.user;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import ferry.properties.Suggestion;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** What a certificate must have to belong to a user: {@code KIND:VALUE}. */
public sealed interface CertificatePattern {
    /** The kinds as they are written. */
    List<String> KINDS = List.of("subject", "cn", "email", "dns", "uri", "sha256");

    /** Whether the certificate has it. */
    boolean matches(X509Certificate certificate);

    /**
     * The whole name of the subject.
     *
     * @param name the name
     * @param reversed the same from its other end: some tools tell names from the country on, others from the person on
     */
    record Subject(X500Principal name, X500Principal reversed) implements CertificatePattern {
        @Override
        public boolean matches(X509Certificate certificate) {
            var subject = certificate.getSubjectX500Principal();
            return (subject.equals(name) || subject.equals(reversed)) && !SubjectNames.disguised(subject, name);
        }
    }

    /**
     * The common name of the subject; of several the innermost.
     *
     * @param text the name, in upper or lower case
     */
    record CommonName(String text) implements CertificatePattern {
        @Override
        public boolean matches(X509Certificate certificate) {
            return SubjectNames.commonName(certificate.getSubjectX500Principal())
                    .filter(other -> SubjectNames.alike(text, other))
                    .isPresent();
        }
    }

    /** An address of mail, in the alternative names: RFC 5280, section 4.2.1.6. Only the case of the domain is free. */
    record Email(String address) implements CertificatePattern {
        @Override
        public boolean matches(X509Certificate certificate) {
            return alternatives(certificate, 1).contains(folded(address));
        }

        private static String folded(String address) {
            int at = address.lastIndexOf('@');
            return address.substring(0, at + 1) + address.substring(at + 1).toLowerCase(Locale.ROOT);
        }

        private static List<String> alternatives(X509Certificate certificate, int type) {
            return CertificatePattern.alternatives(certificate, type).stream()
                    .map(Email::folded)
                    .toList();
        }
    }

    /** A name of a host, in the alternative names. */
    record Dns(String host) implements CertificatePattern {
        @Override
        public boolean matches(X509Certificate certificate) {
            return alternatives(certificate, 2).stream().anyMatch(host::equalsIgnoreCase);
        }
    }

    /** A URI, in the alternative names, to the letter. */
    record Uri(String text) implements CertificatePattern {
        @Override
        public boolean matches(X509Certificate certificate) {
            return alternatives(certificate, 6).contains(text);
        }
    }

    /**
     * The certificate and no other.
     *
     * @param digits the SHA-256 digest of the certificate, 64 hexadecimal digits in lower case
     */
    record Fingerprint(String digits) implements CertificatePattern {
        private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

        /** Reads digits of either case, with or without colons between them. */
        static Fingerprint parse(String text) {
            String digits = text.replace(":", "").toLowerCase(Locale.ROOT);
            if (!DIGITS.matcher(digits).matches()) {
                throw new IllegalArgumentException("behind sha256: 64 hexadecimal digits are needed, not \"" + text
                        + "\"; openssl x509 -noout -fingerprint -sha256 tells them");
            }
            return new Fingerprint(digits);
        }

        @Override
        public boolean matches(X509Certificate certificate) {
            try {
                byte[] digest =
                        Hashing.sha256().hashBytes(certificate.getEncoded()).asBytes();
                return BaseEncoding.base16().lowerCase().encode(digest).equals(digits);
            } catch (CertificateEncodingException _) {
                return false;
            }
        }
    }

    /** Reads one; throws IllegalArgumentException that says what is wrong. */
    static CertificatePattern parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon).strip();
        String value = text.substring(colon + 1).strip();
        if (colon < 0 || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "KIND:VALUE is needed, such as subject:CN=alice,O=Partner, not \"" + text + "\"");
        }
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "subject" -> SubjectNames.pattern(value);
            case "cn" -> new CommonName(value);
            case "email" -> new Email(value);
            case "dns" -> new Dns(value);
            case "uri" -> new Uri(value);
            case "sha256" -> Fingerprint.parse(value);
            default ->
                throw new IllegalArgumentException(
                        Suggestion.unknown("kind of name", kind, KINDS) + "; known: " + String.join(", ", KINDS));
        };
    }

    private static List<String> alternatives(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(type))
                            .map(name -> String.valueOf(name.getLast()))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }
}
