package ferry.config;

import static ferry.config.Key.TLS_AUTH_SSL;
import static ferry.config.Key.TLS_CCC;
import static ferry.config.Key.TLS_CERTIFICATE;
import static ferry.config.Key.TLS_CLIENT_AUTH;
import static ferry.config.Key.TLS_CLIENT_CA;
import static ferry.config.Key.TLS_CLIENT_CRL;
import static ferry.config.Key.TLS_CLOSE_NOTIFY;
import static ferry.config.Key.TLS_DATA_REQUIRED;
import static ferry.config.Key.TLS_KEY;
import static ferry.config.Key.TLS_KEY_PASSWORD_FILE;
import static ferry.config.Key.TLS_PROTOCOLS;
import static ferry.config.Key.TLS_REQUIRED;
import static ferry.config.Key.TLS_SELF_SIGNED;
import static ferry.config.Key.TLS_SESSION_REUSE;
import static ferry.config.Key.TLS_SUITES;

import ferry.properties.Suggestion;
import ferry.tls.CertificateFiles;
import ferry.tls.ClientAuthentication;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import ferry.tls.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of TLS. */
final class TlsReader {
    /** The fault of what cannot be without TLS. */
    static final String NEEDS_TLS = "this needs TLS, which tls.enabled=false switches off";

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final Set<String> BROKEN = Set.of("TLSv1", "TLSv1.0", "TLSv1.1", "SSLv3", "SSLv2", "SSLv2Hello");

    private final Settings settings;
    private final Path base;

    /** Reads these settings; relative paths are below the base folder. */
    TlsReader(Settings settings, Path base) {
        this.settings = settings;
        this.base = base;
    }

    /** What is demanded of all connections. */
    TlsPolicy policy(boolean enabled) {
        var policy = new TlsPolicy(
                settings.read(TLS_REQUIRED, Readers::flag),
                settings.read(TLS_DATA_REQUIRED, Readers::flag),
                settings.read(TLS_SESSION_REUSE, TlsReader::sessionReuse),
                settings.read(TLS_CLOSE_NOTIFY, TlsReader::closeNotify));
        if (!enabled) {
            refuse(TLS_REQUIRED, policy.required());
            refuse(TLS_DATA_REQUIRED, policy.dataRequired());
            refuse(TLS_SESSION_REUSE, policy.sessionReuse() == SessionReuse.REQUIRE);
        }
        return policy;
    }

    private void refuse(Key key, boolean said) {
        if (said) {
            settings.fault(key, NEEDS_TLS);
        }
    }

    /** How TLS is served, with the certificates of the standard host and of these. */
    TlsSettings settings(List<HostConfig> hosts) {
        var certificates = new ArrayList<>(certificates());
        hosts.forEach(host -> certificates.addAll(host.certificates()));
        var protocols = settings.read(TLS_PROTOCOLS, TlsReader::protocols);
        var asked = settings.read(TLS_CLIENT_AUTH, text -> Readers.word(ClientAuthentication.class, text));
        var ca = file(TLS_CLIENT_CA);
        var crl = file(TLS_CLIENT_CRL);
        if (ca.isEmpty() && asked != ClientAuthentication.OFF) {
            settings.fault(TLS_CLIENT_AUTH, "tls.client-ca is needed, the CAs whose certificates clients may have");
        }
        if (ca.isEmpty() && crl.isPresent()) {
            settings.fault(TLS_CLIENT_CRL, "tls.client-ca is needed, the CAs that revoke these certificates");
        }
        return new TlsSettings(
                certificates,
                settings.read(TLS_SELF_SIGNED, text -> base.resolve(Readers.text(text))),
                protocols,
                suites(protocols),
                asked,
                ca.filter(_ -> asked != ClientAuthentication.OFF),
                crl.filter(_ -> asked != ClientAuthentication.OFF),
                settings.read(TLS_AUTH_SSL, Readers::flag),
                settings.read(TLS_CCC, Readers::flag));
    }

    private List<CertificateFiles> certificates() {
        var lists = CertificateLists.parse(
                settings.read(TLS_CERTIFICATE, this::paths),
                settings.read(TLS_KEY, this::paths),
                settings.read(TLS_KEY_PASSWORD_FILE, this::paths));
        return lists.files(base, Set.of(), (part, message) -> settings.fault(key(part), message));
    }

    /** The same text, when the file system can have these paths; an InvalidPathException says why it cannot. */
    private String paths(String text) {
        for (String path : Readers.list(text)) {
            var _ = base.resolve(path);
        }
        return text;
    }

    private static Key key(CertificateLists.Part part) {
        return switch (part) {
            case KEYS -> TLS_KEY;
            case PASSWORD_FILES -> TLS_KEY_PASSWORD_FILE;
        };
    }

    private Optional<Path> file(Key key) {
        return settings.read(key, text -> text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text)));
    }

    private static List<String> protocols(String text) {
        var names = Readers.list(text);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("TLSv1.3, TLSv1.2 or both are needed");
        }
        for (String name : names) {
            if (BROKEN.contains(name)) {
                throw new IllegalArgumentException(
                        name + " is not offered any more: it is broken (RFC 8996); TLSv1.3 and TLSv1.2 are known");
            }
            if (!PROTOCOLS.contains(name)) {
                throw new IllegalArgumentException(
                        Suggestion.unknown("version", name, PROTOCOLS) + " TLSv1.3 and TLSv1.2 are known");
            }
        }
        return names.stream().distinct().toList();
    }

    private List<String> suites(List<String> protocols) {
        var suites = settings.read(TLS_SUITES, text -> CipherSuites.read(Readers.text(text)));
        for (String protocol : protocols) {
            if (suites.stream().noneMatch(suite -> CipherSuites.fits(suite, protocol))) {
                settings.fault(
                        TLS_SUITES,
                        "none of them is for " + protocol + "; add one, such as " + example(protocol)
                                + ", or take the version out of tls.protocols");
            }
        }
        return suites;
    }

    private static String example(String protocol) {
        return CipherSuites.SOUND.stream()
                .filter(suite -> CipherSuites.fits(suite, protocol))
                .findFirst()
                .orElseThrow();
    }

    /** Whether data connections resume the session of the control connection. */
    static SessionReuse sessionReuse(String text) {
        return Readers.word(SessionReuse.class, text);
    }

    /** Whether an upload is complete only when TLS was closed in order. */
    static boolean closeNotify(String text) {
        return switch (text) {
            case "require" -> true;
            case "accept" -> false;
            default -> throw new IllegalArgumentException("one of require, accept is needed, not \"" + text + "\"");
        };
    }
}
