package ferry.session;

import ferry.protocol.HostName;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** At which of the daemon's hosts a session is: the one of HOST (RFC 7151), else that of the TLS handshake, else the standard one. */
public final class HostChoice {
    private static final Logger LOG = LogManager.getLogger(HostChoice.class);

    private final Hosts hosts;
    private volatile Host current;
    private Optional<HostName> said = Optional.empty();

    /** Begins at the standard host. */
    HostChoice(Hosts hosts) {
        this.hosts = hosts;
        current = hosts.standard();
    }

    /** The host. Safe for all threads. */
    Host current() {
        return current;
    }

    /** What the client has said by HOST. */
    public Optional<HostName> said() {
        return said;
    }

    /** The host of this name; nothing when there is none. The server's own address is the standard host. */
    public Optional<Host> find(HostName name, InetAddress server) {
        return hosts.find(name, server);
    }

    /** Goes to the host that the client has said by HOST. */
    public void say(HostName name, Host host) {
        said = Optional.of(name);
        go(host);
    }

    /** Goes to the host of the handshake (SNI), unless HOST was said; a name that no host has means nothing. */
    void take(HostName serverName) {
        if (said.isEmpty()) {
            Optional.ofNullable(hosts.named().get(serverName))
                    .filter(host -> !host.equals(current))
                    .ifPresent(this::go);
        }
    }

    /** Whether this host of a handshake is another one than this. */
    public boolean differs(HostName serverName, Host host) {
        var named = hosts.named().get(serverName);
        return named != null && !named.equals(host);
    }

    private void go(Host host) {
        current = host;
        LOG.info("host {}", host.name());
    }

    /** Goes back to the beginning. */
    void reset() {
        current = hosts.standard();
        said = Optional.empty();
    }
}
