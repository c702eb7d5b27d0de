package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ferry.codec.CodecSettings;
import ferry.data.BandwidthSettings;
import ferry.data.DataSettings;
import ferry.data.PassiveAddress;
import ferry.data.PortRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address in a 227 reply. */
final class PassiveAddressTest {
    /** Of the block that RFC 5737 sets aside for examples. */
    private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.5");

    private static final Inet4Address REACHED = Inet4Address.ofLiteral("10.9.8.7");

    private static String told(String passiveAddress, InetAddress client) {
        var settings = new DataSettings(
                PortRange.ANY,
                passiveAddress,
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                CodecSettings.DEFAULT,
                BandwidthSettings.UNLIMITED);
        return PassiveAddress.told(settings, client, REACHED).getHostAddress();
    }

    @Test
    void isTheOneThatTheClientHasReached() {
        assertEquals("10.9.8.7", told("", FAR));
    }

    @Test
    void isTheConfiguredOneForAClientFarAway() {
        assertEquals("198.51.100.1", told("198.51.100.1", FAR));
    }

    @Test
    void isLookedUpWhenANameIsConfigured() {
        assertEquals("127.0.0.1", told("localhost", FAR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
    void isTheOneThatTheClientHasReachedOnTheServersOwnNetworks(String client) {
        assertEquals("10.9.8.7", told("198.51.100.1", InetAddress.ofLiteral(client)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[no address"})
    void isTheOneThatTheClientHasReachedWhenNoOtherCanBeFound(String passiveAddress) {
        assertEquals("10.9.8.7", told(passiveAddress, FAR));
    }

    @Test
    void isTheOneThatTheClientHasReachedForAClientOnTheSameNetwork() throws SocketException {
        var here = NetworkInterface.networkInterfaces()
                .flatMap(network -> network.getInterfaceAddresses().stream())
                .filter(network -> !network.getAddress().isLoopbackAddress())
                .findFirst();
        assumeTrue(here.isPresent(), "there is no network but loopback");

        assertEquals("10.9.8.7", told("198.51.100.1", here.get().getAddress()));
    }
}
