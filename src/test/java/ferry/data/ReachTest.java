package ferry.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says of passive ports that clients cannot reach. */
final class ReachTest {
    private static final InetAddress DOCKER = InetAddress.ofLiteral("172.17.0.2");
    private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress OTHER = InetAddress.ofLiteral("203.0.113.6");
    private static final PortRange PORTS = new PortRange(30_000, 30_999);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Reach reach = new Reach(nanos::get);
    private final LogLines log = new LogLines("ferry.data.Reach");

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, true",
        "11.0.0.1, false",
        "172.15.255.255, false",
        "172.16.0.1, true",
        "172.31.255.255, true",
        "172.32.0.1, false",
        "192.168.1.1, true",
        "192.169.1.1, false",
        "100.64.0.1, true",
        "100.128.0.1, false",
        "169.254.1.1, true",
        "127.0.0.1, true",
        "0.0.0.0, true",
        "8.8.8.8, false",
        "::1, true",
        "fe80::1, true",
        "fd00::1, true",
        "2001:db8::1, false"
    })
    void tellsInnerAddressesFromPublicOnes(String address, boolean inner) {
        assertEquals(inner, Reach.inner(InetAddress.ofLiteral(address)));
    }

    @Test
    void warnsOnceOfAnInnerAddressThatIsToldToAPublicClient() {
        reach.told(DOCKER, FAR);
        reach.told(DOCKER, OTHER);

        assertEquals(
                List.of(
                        "passive.address: 172.17.0.2 is told to 203.0.113.5, who cannot reach it; set passive.address to"
                                + " the address or the DNS name that clients use"),
                log.lines());
    }

    @Test
    void isSilentWhereTheAddressCanBeReached() {
        reach.told(DOCKER, InetAddress.ofLiteral("172.17.0.1"));
        reach.told(FAR, OTHER);

        assertEquals(List.of(), log.lines());
    }

    private void inVain(InetAddress client, int times) {
        for (int i = 0; i < times; i++) {
            reach.givenBack(client, false, PORTS);
        }
    }

    @Test
    void warnsOfAClientThatAsksForPortsAndNeverComes() {
        inVain(FAR, 2);
        assertEquals(List.of(), log.lines());

        inVain(FAR, 1);

        assertEquals(1, log.lines().size());
        String line = log.lines().getFirst();
        assertTrue(line.startsWith("passive ports: 1 client (203.0.113.5) asked"), line);
        assertTrue(line.contains("let ports 30000-30999 through"), line);
    }

    @Test
    void isSilentOfAClientThatComesNowAndThen() {
        for (int i = 0; i < 5; i++) {
            inVain(FAR, 2);
            reach.givenBack(FAR, true, PORTS);
        }

        assertEquals(List.of(), log.lines());
    }

    @Test
    void warnsOfAllTogetherEveryTenMinutes() {
        inVain(FAR, 3);
        inVain(FAR, 30);
        inVain(OTHER, 3);
        assertEquals(1, log.lines().size());

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        inVain(FAR, 1);

        assertEquals(2, log.lines().size());
        assertTrue(log.lines().getLast().contains("2 clients ("), log.lines()::toString);
    }

    @Test
    void remembersNoMoreThanAThousandClients() {
        for (int i = 0; i < 5000; i++) {
            inVain(InetAddress.ofLiteral("198.51." + (i >> 8) + "." + (i & 0xff)), 1);
        }
        inVain(FAR, 3); // no room for it, which hurts nobody

        assertEquals(List.of(), log.lines());
    }
}
