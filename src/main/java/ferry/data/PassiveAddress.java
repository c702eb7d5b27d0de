package ferry.data;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Which address a 227 reply tells, behind NAT and without.
 *
 * @param addresses what is configured
 * @param book looks names up
 * @param reach is told what clients were told
 */
public record PassiveAddress(ToldAddresses addresses, AddressBook book, Reach reach) {
    private static final Logger LOG = LogManager.getLogger(PassiveAddress.class);

    /**
     * The address for this client: that of the rule that is made for its network, else the configured one, unless the
     * client is on one of the server's own networks or nothing is configured; then the one that the client itself has reached.
     */
    public Inet4Address told(InetAddress client, Inet4Address reached) {
        var told = configured(client).filter(rule -> !rule.local()).flatMap(rule -> book.of(rule.host()));
        var address = told.orElse(reached);
        reach.told(address, client);
        return address;
    }

    private Optional<ToldAddresses.Told> configured(InetAddress client) {
        var rule = addresses.rule(client);
        if (rule.isPresent() || addresses.others().local() || near(client)) {
            return rule;
        }
        return Optional.of(addresses.others());
    }

    private static boolean near(InetAddress client) {
        if (client.isLoopbackAddress()) {
            return true;
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(network -> network.getInterfaceAddresses().stream())
                    .anyMatch(network -> within(client, network));
        } catch (IOException e) {
            LOG.warn("the networks of this machine cannot be listed: {}", e.getMessage());
            return false;
        }
    }

    /** Whether an address is on the network of an interface. */
    private static boolean within(InetAddress client, InterfaceAddress network) {
        return samePrefix(client.getAddress(), network.getAddress().getAddress(), network.getNetworkPrefixLength());
    }

    /** Whether two addresses of the same family begin with the same bits. */
    static boolean samePrefix(byte[] one, byte[] other, int bits) {
        if (one.length != other.length || bits < 0) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((one[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
    }
}
