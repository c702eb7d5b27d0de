package ferry.tls;

import ferry.protocol.Escaped;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Decides about the certificates of clients as PKIX does (RFC 5280, section 6), and tells in the log why one is refused.
 *
 * <p>With lists of revoked certificates, there must be a valid one for each certificate of the path: one that is missing
 * or out of date refuses. Nothing is ever fetched.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final Logger LOG = LogManager.getLogger(ClientTrust.class);

    private final List<X509Certificate> authorities;
    private final Optional<List<X509CRL>> lists;
    private final X509ExtendedTrustManager pkix;

    /** Trusts these CAs; without lists no certificate is taken for revoked. */
    ClientTrust(List<X509Certificate> authorities, Optional<List<X509CRL>> lists) throws GeneralSecurityException {
        this.authorities = authorities;
        this.lists = lists;
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters()));
        pkix = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private PKIXBuilderParameters parameters() throws GeneralSecurityException {
        var parameters = new PKIXBuilderParameters(anchors(), new X509CertSelector());
        var known = Stream.concat(authorities.stream(), lists.stream().flatMap(List::stream))
                .toList();
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setRevocationEnabled(false);
        if (lists.isPresent()) {
            var revocation =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            revocation.setOptions(Set.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
            parameters.addCertPathChecker(revocation);
        }
        return parameters;
    }

    /** The CAs whose issuer is not there as well: one below another can be revoked by it. */
    private Set<TrustAnchor> anchors() {
        return authorities.stream()
                .filter(each ->
                        authorities.stream().noneMatch(other -> !other.equals(each) && Chain.issued(other, each)))
                .map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toSet());
    }

    List<X509Certificate> authorities() {
        return authorities;
    }

    /** What is wrong now with the lists; each item names its CA. */
    List<String> doubts(Instant now) {
        return lists.isEmpty()
                ? List.of()
                : authorities.stream()
                        .flatMap(each -> doubt(each.getSubjectX500Principal().getName(), listsOf(each), now).stream())
                        .map(text -> text + "; certificates of this CA are refused")
                        .toList();
    }

    private List<X509CRL> listsOf(X509Certificate authority) {
        return lists.orElse(List.of()).stream()
                .filter(list -> list.getIssuerX500Principal().equals(authority.getSubjectX500Principal()))
                .toList();
    }

    private static Optional<String> doubt(String name, List<X509CRL> lists, Instant now) {
        if (lists.isEmpty()) {
            return Optional.of("no list of revoked certificates of " + name);
        }
        var ends = lists.stream()
                .map(list -> Optional.ofNullable(list.getNextUpdate())
                        .map(Date::toInstant)
                        .orElse(Instant.MAX))
                .max(Instant::compareTo);
        return ends.filter(now::isAfter)
                .map(end -> "the list of revoked certificates of " + name + " is out of date since " + end);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> pkix.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> pkix.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> pkix.checkClientTrusted(chain, authType));
    }

    /** Says yes by returning. */
    @FunctionalInterface
    private interface Question {
        void ask() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Question question) throws CertificateException {
        try {
            question.ask();
        } catch (CertificateException e) {
            String subject =
                    chain.length == 0 ? "?" : chain[0].getSubjectX500Principal().getName();
            LOG.warn("client certificate of {} refused: {}", Escaped.text(subject), Escaped.text(why(e, chain)));
            throw e;
        }
    }

    private String why(CertificateException refusal, X509Certificate[] chain) {
        Throwable last = refusal;
        for (var cause = last.getCause(); cause != null; cause = cause.getCause()) {
            last = cause;
            if (cause instanceof CertPathValidatorException invalid
                    && invalid.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return unlisted(chain).orElse(String.valueOf(cause.getMessage()));
            }
        }
        return switch (last) {
            case CertificateRevokedException revoked ->
                "it was revoked at " + revoked.getRevocationDate().toInstant();
            case CertificateExpiredException _ -> "it, or one above it, has expired: " + last.getMessage();
            case CertPathBuilderException _, SignatureException _ -> "none of the CAs in tls.client-ca has issued it";
            default -> String.valueOf(last.getMessage());
        };
    }

    private Optional<String> unlisted(X509Certificate[] chain) {
        var now = Instant.now();
        return Arrays.stream(chain)
                .map(X509Certificate::getIssuerX500Principal)
                .flatMap(issuer -> authorities.stream()
                        .filter(each -> each.getSubjectX500Principal().equals(issuer)))
                .flatMap(issuer -> doubt(issuer.getSubjectX500Principal().getName(), listsOf(issuer), now).stream())
                .findFirst();
    }

    /** All CAs, also those below others: a client chooses its certificate by them. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("these CAs are for clients");
    }
}
