package ferry.data;

import ferry.proxy.Proxies;
import java.io.IOException;
import java.net.InetAddress;

/**
 * Where the passive data connections of a listener's clients come in.
 *
 * @param ports the ports, which listeners share
 * @param proxies who stands between the listener and its clients, at these ports as well
 * @param address which address they are told
 */
public record PassiveDoor(PassivePorts ports, Proxies proxies, PassiveAddress address) {
    /** Lends a port to a session of this client address; throws {@link CannotOpenException} when there is none. */
    public PassiveLease lend(InetAddress client) throws IOException {
        var lease = ports.lend(client, proxies);
        lease.atEnd(came -> address.reach().givenBack(client, came, ports.range()));
        return lease;
    }
}
