package ferry.tls;

import ferry.protocol.HostName;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a certificate: by the name that the client asks for (SNI), else by the host that it named before (HOST), else
 * the first of the standard host.
 *
 * <p>JSSE asks for one kind of key after the other, as the client prefers them, and takes the first answer. So a name may
 * have a certificate of each kind. An alias is the position in the list.
 */
final class NamedKeys extends X509ExtendedKeyManager {
    private final List<Identity> identities;
    private final Optional<HostName> host;

    NamedKeys(List<Identity> identities, Optional<HostName> host) {
        this.identities = identities;
        this.host = host;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return engine == null ? null : choose(keyType, engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return socket instanceof SSLSocket tls ? choose(keyType, tls.getHandshakeSession()) : null;
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession handshake) {
        return candidates(asked(handshake).map(HostName::text))
                .flatMap(candidate -> first(candidate.and(each -> each.keyType().equals(keyType))))
                .map(String::valueOf)
                .orElse(null);
    }

    /** Those to choose from by the kind of key. */
    private Optional<Predicate<Identity>> candidates(Optional<String> asked) {
        return asked.flatMap(this::named)
                .or(() -> host.flatMap(name -> firstAnd(each -> each.hosts().contains(name))))
                .or(() -> host.flatMap(name -> named(name.text())))
                .or(() -> firstAnd(each -> each.hosts().isEmpty()))
                .or(() -> firstAnd(_ -> true));
    }

    /** Those with the name, or if there are none, those with a wildcard for it; nothing if there are none either. */
    private Optional<Predicate<Identity>> named(String name) {
        return Stream.<Predicate<Identity>>of(
                        each -> each.names().exactly(name), each -> each.names().byWildcard(name))
                .filter(fits -> first(fits).isPresent())
                .findFirst();
    }

    /** The first of these and those beside it: with the same names, and perhaps another kind of key. */
    private Optional<Predicate<Identity>> firstAnd(Predicate<Identity> fits) {
        return first(fits)
                .map(identities::get)
                .map(first -> each ->
                        each.hosts().equals(first.hosts()) && each.names().equals(first.names()));
    }

    private Optional<Integer> first(Predicate<Identity> predicate) {
        return IntStream.range(0, identities.size())
                .boxed()
                .filter(i -> predicate.test(identities.get(i)))
                .findFirst();
    }

    /** The host that the client has named in its handshake (SNI, RFC 6066, section 3). */
    static Optional<HostName> asked(@Nullable SSLSession handshake) {
        if (!(handshake instanceof ExtendedSSLSession session)) {
            return Optional.empty();
        }
        return session.getRequestedServerNames().stream()
                .filter(name -> name.getType() == StandardConstants.SNI_HOST_NAME)
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst()
                .flatMap(HostName::of);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return identity(alias)
                .map(each -> each.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return identity(alias).map(Identity::key).orElse(null);
    }

    private Optional<Identity> identity(@Nullable String alias) {
        return Optional.ofNullable(alias).map(Integer::valueOf).map(identities::get);
    }

    @Override
    public String @Nullable [] getServerAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
