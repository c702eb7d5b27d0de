package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.client.LogLines;
import ferry.protocol.Network;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a source may connect: here twenty times a second. */
final class ConnectionRateTest {
    private static final Network EVE = source(1);
    private static final Network OTHER = source(2);

    private final Ticks ticks = new Ticks();
    private final LogLines log = new LogLines(ConnectionRate.class.getName());
    private final ConnectionRate rate = new ConnectionRate(20, ticks, 100);

    @AfterEach
    void close() {
        log.close();
    }

    private static Network source(int number) {
        return Network.source(InetAddresses.fromInteger(0x0a00_0000 + number));
    }

    private long admitted(Network source, int times) {
        return IntStream.range(0, times).filter(_ -> rate.admits(source)).count();
    }

    @Test
    void admitsABurstAndThenSoManyASecond() {
        assertEquals(20, admitted(EVE, 50));
        ticks.pass(Duration.ofMillis(500));
        assertEquals(10, admitted(EVE, 50));
        ticks.pass(Duration.ofHours(1));
        assertEquals(20, admitted(EVE, 50));
    }

    @Test
    void countsEachSourceByItself() {
        admitted(EVE, 50);

        assertTrue(rate.admits(OTHER));
    }

    @Test
    void tellsTheLogOncePerFlood() {
        admitted(EVE, 50);
        ticks.pass(Duration.ofMillis(500));
        admitted(EVE, 50);
        assertEquals(1, log.lines().size());

        ticks.pass(Duration.ofHours(1));
        admitted(EVE, 50);

        assertEquals(2, log.lines().size());
        assertEquals(
                "10.0.0.1 connects too often: more than 20 times a second; refused till it rests",
                log.lines().getFirst());
    }

    @Test
    void forgetsThoseWhoRest() {
        IntStream.range(0, 100).forEach(i -> rate.admits(source(i)));
        ticks.pass(Duration.ofSeconds(1));

        rate.admits(source(1000));

        assertEquals(1, rate.size());
    }

    @Test
    void remembersTheFastestWhereThereAreTooMany() {
        admitted(EVE, 50);

        IntStream.range(3, 1000).forEach(i -> rate.admits(source(i)));

        assertTrue(rate.size() <= 100, () -> rate.size() + " sources");
        assertFalse(rate.admits(EVE));
    }
}
