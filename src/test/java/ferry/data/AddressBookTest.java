package ferry.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.Eventually;
import ferry.client.LogLines;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The names of {@code passive.address}, of which there is one here, whose address changes. */
final class AddressBookTest {
    private static final String NAME = "dyn.example.org";

    private final AtomicReference<String> address = new AtomicReference<>("192.0.2.1");
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AddressBook book = AddressBook.start(this::lookUp, Duration.ofMillis(5));

    @AfterEach
    void close() {
        book.close();
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        lookUps.incrementAndGet();
        String now = String.valueOf(address.get());
        if (now.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.ofLiteral(now)};
    }

    private String told() {
        return book.of(NAME).map(Inet4Address::getHostAddress).orElse("");
    }

    private void awaitLookUps(int more) {
        int wanted = lookUps.get() + more;
        Eventually.holds("look-ups", () -> lookUps.get() >= wanted);
    }

    @Test
    void hasAnAnswerAtTheFirstQuestion() {
        assertEquals("192.0.2.1", told());
    }

    @Test
    void takesANewAddress() {
        assertEquals("192.0.2.1", told());

        address.set("192.0.2.2");

        Eventually.holds("the new address", () -> told().equals("192.0.2.2"));
    }

    @Test
    void keepsTheLastAnswerAndWarnsOnceWhenTheServersOfNamesAreGone() {
        try (var log = new LogLines("ferry.data.AddressBook")) {
            assertEquals("192.0.2.1", told());

            address.set("");
            log.await(NAME + " cannot be looked up; clients are told 192.0.2.1 as before");
            awaitLookUps(3);

            assertEquals("192.0.2.1", told());
            assertEquals(1, log.of(Level.WARN).size());
        }
    }

    @Test
    void warnsAtTheStartThatANameHasNoAddress() {
        address.set("");
        try (var log = new LogLines("ferry.data.AddressBook")) {
            book.watch(Set.of(NAME));

            log.await(NAME + " cannot be looked up; clients are told the address that they have connected to");
            assertEquals("", told());
        }
    }

    @Test
    void waitsForNobodyAfterTheFirstAnswer() throws InterruptedException {
        var slow = new CountDownLatch(1);
        var asked = new CountDownLatch(2);
        var stuck = AddressBook.start(
                name -> {
                    asked.countDown();
                    if (asked.getCount() == 0) {
                        awaitQuietly(slow);
                    }
                    return new InetAddress[] {InetAddress.ofLiteral("192.0.2.3")};
                },
                Duration.ofMillis(1));
        try (stuck) {
            stuck.of(NAME);
            asked.await();

            assertEquals(Optional.of(Inet4Address.ofLiteral("192.0.2.3")), stuck.of(NAME));
        } finally {
            slow.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
