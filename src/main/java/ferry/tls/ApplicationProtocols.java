package ferry.tls;

import com.google.common.collect.ImmutableList;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The names of FTP in ALPN (RFC 7301): a client that names others has lost its way, or was led here to attack somebody
 * (ALPACA), and its handshake fails with the alert no_application_protocol. A client need not name any.
 */
enum ApplicationProtocols {
    CONTROL(ImmutableList.of("ftp", "x-filezilla-ftp")),
    DATA(ImmutableList.of("ftp-data", "x-filezilla-ftp-data", "ftp", "x-filezilla-ftp"));

    private final ImmutableList<String> names;

    /** In the order in which they are preferred. */
    ApplicationProtocols(ImmutableList<String> names) {
        this.names = names;
    }

    /** Lets the engine answer by these names. */
    void answerBy(SSLEngine engine) {
        engine.setHandshakeApplicationProtocolSelector((_, offered) -> choose(Set.copyOf(offered)));
    }

    /** The name that was chosen; null is what JSSE takes for none. */
    private @Nullable String choose(Set<String> offered) {
        return names.stream().filter(offered::contains).findFirst().orElse(null);
    }
}
