package ferry.config;

import ferry.properties.Suggestion;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.logging.log4j.LogManager;

/** The cipher suites that this Java offers, by JSSE's names, and what of them is said in a configuration. */
final class CipherSuites {
    /** The suites with forward secrecy and authenticated encryption (RFC 9325, section 4.2), the best first. */
    static final List<String> SOUND = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** No encryption, no authentication, broken ciphers, or no forward secrecy. */
    private static final Pattern WEAK =
            Pattern.compile("_NULL_|_anon_|_EXPORT|_RC[24]_|_3?DES|MD5|^(TLS|SSL)_(RSA|ECDH|DH|KRB5|PSK)_|^SSL_");

    private CipherSuites() {}

    /** Reads names separated by commas; IllegalArgumentException for one that is unknown or weak. */
    static List<String> read(String text) {
        var offered = offered();
        for (String name : Readers.list(text)) {
            if (!offered.contains(name) && !SOUND.contains(name)) {
                throw new IllegalArgumentException(complaint(name, offered));
            }
        }
        var missing = Readers.list(text).stream()
                .filter(name -> !offered.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            // Asked for here: while all is well the configuration is read before the log is ready.
            LogManager.getLogger(CipherSuites.class)
                    .info("tls.suites: this Java, as it is set up, does not have {}", missing);
        }
        return Readers.list(text).stream().filter(offered::contains).distinct().toList();
    }

    /** Whether a suite belongs to this version of TLS: the names of 1.3 say nothing of keys. */
    static boolean fits(String suite, String protocol) {
        return protocol.equals("TLSv1.3") != suite.contains("_WITH_");
    }

    private static String complaint(String name, List<String> offered) {
        boolean weak = WEAK.matcher(name).find();
        var near = weak ? Suggestion.nearest(name, SOUND) : sameInOpenSsl(name, offered);
        return "the suite \"" + name + "\" is " + (weak ? "too weak" : "not known")
                + near.or(() -> Suggestion.nearest(name, offered))
                        .map(suite -> "; did you mean \"" + suite + "\"?")
                        .orElse("");
    }

    /** The suite whose name in OpenSSL this is: ECDHE-RSA-AES128-GCM-SHA256. */
    private static Optional<String> sameInOpenSsl(String name, List<String> offered) {
        String wanted = squeezed(name);
        return offered.stream()
                .filter(suite -> !wanted.isEmpty() && squeezed(suite).startsWith(wanted))
                .findFirst();
    }

    private static String squeezed(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("TLS|WITH|[_-]", "");
    }

    private static List<String> offered() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                    .filter(suite ->
                            !suite.endsWith("_SCSV") && !WEAK.matcher(suite).find())
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
