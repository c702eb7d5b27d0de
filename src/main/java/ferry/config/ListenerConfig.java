package ferry.config;

import ferry.data.ToldAddresses;
import ferry.protocol.Endpoint;
import ferry.proxy.Proxies;
import ferry.tls.TlsPolicy;

/**
 * A place where FTP is served.
 *
 * @param endpoint where it listens
 * @param implicitTls whether connections begin with TLS, as those of ftps.listen do
 * @param policy what is demanded of its connections, unless something else is said for a user
 * @param proxies who stands between it and its clients
 * @param passiveAddress what 227 tells its clients
 */
public record ListenerConfig(
        Endpoint endpoint, boolean implicitTls, TlsPolicy policy, Proxies proxies, ToldAddresses passiveAddress) {}
