package ferry.user;

import com.google.common.base.Splitter;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which certificates of clients belong to a user.
 *
 * @param patterns each is enough
 */
public record CertificatePatterns(List<CertificatePattern> patterns) {
    /** No certificate. */
    public static final CertificatePatterns NONE = new CertificatePatterns(List.of());

    /** A semicolon with a backslash in front of it belongs to a name. */
    private static final Splitter SEMICOLON =
            Splitter.onPattern("(?<!\\\\);").trimResults().omitEmptyStrings();

    /** Copies the patterns. */
    public CertificatePatterns {
        patterns = List.copyOf(patterns);
    }

    /** Reads patterns separated by semicolons; throws IllegalArgumentException that names the wrong one. */
    static CertificatePatterns parse(String text) {
        var patterns = new ArrayList<CertificatePattern>();
        for (String part : SEMICOLON.split(text)) {
            patterns.add(CertificatePattern.parse(part));
        }
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a certificate is needed, such as subject:CN=alice,O=Partner");
        }
        return new CertificatePatterns(patterns);
    }

    /** Whether the certificate is one of these. */
    public boolean match(X509Certificate certificate) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(certificate));
    }
}
