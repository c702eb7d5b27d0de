package ferry.data;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Which address a 227 reply tells, behind NAT and without. */
public final class PassiveAddress {
    private static final Logger LOG = LogManager.getLogger(PassiveAddress.class);

    private PassiveAddress() {}

    /**
     * The address for this client: the configured one, unless the client is on one of the server's own networks or
     * nothing is configured; then the one that the client itself has reached. A configured name is looked up each
     * time; Java keeps the answer for half a minute.
     */
    public static Inet4Address told(DataSettings settings, InetAddress client, Inet4Address local) {
        if (settings.passiveAddress().isEmpty() || near(client)) {
            return local;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(settings.passiveAddress())) {
                if (address instanceof Inet4Address v4) {
                    return v4;
                }
            }
            LOG.warn("passive.address {} has no IPv4 address", settings.passiveAddress());
        } catch (IOException e) {
            LOG.warn("passive.address {} cannot be looked up", settings.passiveAddress());
        }
        return local;
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
