package ferry.config;

import ferry.protocol.Endpoint;
import ferry.tls.TlsPolicy;

/**
 * A place where FTP is served.
 *
 * @param endpoint where it listens
 * @param implicitTls whether connections begin with TLS, as those of ftps.listen do
 * @param policy what is demanded of its connections, unless something else is said for a user
 */
public record ListenerConfig(Endpoint endpoint, boolean implicitTls, TlsPolicy policy) {}
