package ferry.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address in a 227 reply. */
final class PassiveAddressTest {
    /** Of the block that RFC 5737 sets aside for examples. */
    private static final String FAR = "203.0.113.5";

    private static final Inet4Address REACHED = Inet4Address.ofLiteral("10.9.8.7");
    private static final String RULES =
            "198.51.100.1, 10.0.0.0/8=10.0.0.5, 10.1.0.0/16=local, 127.0.0.9=192.0.2.9, 2001:db8::/32=192.0.2.6";

    private final AddressBook book = AddressBook.start(PassiveAddressTest::lookUp, Duration.ofMinutes(1));

    @AfterEach
    void close() {
        book.close();
    }

    private static InetAddress[] lookUp(String name) throws UnknownHostException {
        return switch (name) {
            case "ftp.example.org" ->
                new InetAddress[] {InetAddress.ofLiteral("2001:db8::1"), InetAddress.ofLiteral("198.51.100.2")};
            case "six.example.org" -> new InetAddress[] {InetAddress.ofLiteral("2001:db8::1")};
            default -> throw new UnknownHostException(name);
        };
    }

    private String told(String passiveAddress, String client) {
        var address = new PassiveAddress(ToldAddresses.parse(passiveAddress), book, new Reach(System::nanoTime));
        return address.told(InetAddress.ofLiteral(client), REACHED).getHostAddress();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "local"})
    void isTheOneThatTheClientHasReached(String passiveAddress) {
        assertEquals("10.9.8.7", told(passiveAddress, FAR));
    }

    @Test
    void isTheConfiguredOneForAClientFarAway() {
        assertEquals("198.51.100.1", told("198.51.100.1", FAR));
    }

    @Test
    void isLookedUpWhenANameIsConfigured() {
        assertEquals("198.51.100.2", told("ftp.example.org", FAR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
    void isTheOneThatTheClientHasReachedOnTheServersOwnNetworks(String client) {
        assertEquals("10.9.8.7", told("198.51.100.1", client));
    }

    @ParameterizedTest
    @ValueSource(strings = {"six.example.org", "nowhere.example.org"})
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

        assertEquals(
                "10.9.8.7",
                told("198.51.100.1", here.get().getAddress().getHostAddress().replaceAll("%.*", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5, 198.51.100.1",
        "10.0.0.1,    10.0.0.5",
        "10.1.0.1,    10.9.8.7",
        "127.0.0.9,   192.0.2.9",
        "127.0.0.8,   10.9.8.7",
        "2001:db8::7, 192.0.2.6",
        "2001:db9::7, 198.51.100.1"
    })
    void isThatOfTheNarrowestNetworkThatTheClientIsIn(String client, String told) {
        assertEquals(told, told(RULES, client));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ::1                                    | 227 tells IPv4 only
            1.2.3                                  | 227 tells IPv4 only
            a b                                    | 227 tells IPv4 only
            10.0.0.0/8=                            | 227 tells IPv4 only
            192.0.2.1, 192.0.2.2                   | one address without a network
            ten=192.0.2.1                          | in front of =, not "ten"
            10.0.0.0/33=192.0.2.1                  | in front of =, not "10.0.0.0/33"
            10.0.0.0/8=192.0.2.1, 10.1.0.0/8=local | the network 10.0.0.0/8 stands there twice
            """)
    void isRefusedWhenItIsNone(String text, String message) {
        var refused = assertThrows(IllegalArgumentException.class, () -> ToldAddresses.parse(text));

        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::getMessage);
    }

    @Test
    void needsTheNamesLookedUpThatStandInIt() {
        assertEquals(
                Set.of("a.example", "b.example"),
                ToldAddresses.parse("a.example, 10.0.0.0/8=b.example, 11.0.0.0/8=local, 12.0.0.0/8=192.0.2.1")
                        .names());
    }
}
