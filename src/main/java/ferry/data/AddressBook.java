package ferry.data;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The addresses behind names, looked up again and again by a thread of its own, so that a session waits for no server of
 * names but for the first answer. An answer holds until there is another one, whatever becomes of the servers of names.
 */
final class AddressBook implements AutoCloseable {
    /** Looks a name up. */
    @FunctionalInterface
    interface Lookup {
        /** All its addresses; blocks. */
        InetAddress[] all(String name) throws UnknownHostException;
    }

    private static final Logger LOG = LogManager.getLogger(AddressBook.class);
    /** With the half a minute for which Java keeps an answer, a new address is known within one. */
    private static final Duration PERIOD = Duration.ofSeconds(20);

    private static final long FIRST_SECONDS = 5;

    private final Lookup lookup;
    private final Duration period;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean closed;

    /** A name. */
    private static final class Entry {
        private final CountDownLatch looked = new CountDownLatch(1);
        private volatile Optional<Inet4Address> answer = Optional.empty();
        private boolean failing; // known to the one thread that looks it up
    }

    private AddressBook(Lookup lookup, Duration period) {
        this.lookup = lookup;
        this.period = period;
    }

    /** With the names of this machine. */
    static AddressBook start() {
        return start(InetAddress::getAllByName, PERIOD);
    }

    /** With other names. */
    static AddressBook start(Lookup lookup, Duration period) {
        var book = new AddressBook(lookup, period);
        Thread.ofPlatform().daemon().name("passive-address").start(book::lookUp);
        return book;
    }

    /** Goes on with these names, and forgets others until somebody asks for them. */
    void watch(Set<String> names) {
        entries.keySet().retainAll(names);
        names.forEach(name -> entries.computeIfAbsent(name, _ -> new Entry()));
        work.release();
    }

    /** The IPv4 address of a name, or that which this is; nothing when there never was one. */
    Optional<Inet4Address> of(String host) {
        if (InetAddresses.isInetAddress(host)) {
            return Optional.of(InetAddresses.forString(host))
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast);
        }
        var entry = entries.computeIfAbsent(host, _ -> new Entry());
        if (entry.looked.getCount() > 0) {
            work.release();
            try {
                if (!entry.looked.await(FIRST_SECONDS, TimeUnit.SECONDS)) {
                    LOG.debug("no answer yet for {}", host);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return entry.answer;
    }

    private void lookUp() {
        try {
            while (!closed) {
                boolean asked = work.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                entries.forEach((name, entry) -> {
                    if (!asked || entry.looked.getCount() > 0) {
                        lookUp(name, entry);
                    }
                });
            }
        } catch (InterruptedException e) {
            LOG.debug("no more names are looked up");
        }
    }

    private void lookUp(String name, Entry entry) {
        try {
            var found = Arrays.stream(lookup.all(name))
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast)
                    .toList();
            if (found.isEmpty()) {
                failed(name, entry, "has no IPv4 address");
            } else if (entry.answer.isEmpty() || !found.contains(entry.answer.get())) { // several may take turns
                LOG.info("passive.address: {} is {}", name, found.getFirst().getHostAddress());
                entry.answer = Optional.of(found.getFirst());
                entry.failing = false;
            } else {
                entry.failing = false;
            }
        } catch (UnknownHostException | RuntimeException e) {
            failed(name, entry, "cannot be looked up");
        }
        entry.looked.countDown();
    }

    private static void failed(String name, Entry entry, String what) {
        if (!entry.failing) {
            entry.failing = true;
            LOG.warn(
                    "passive.address: {} {}; clients are told {}",
                    name,
                    what,
                    entry.answer
                            .map(address -> address.getHostAddress() + " as before")
                            .orElse("the address that they have connected to"));
        }
    }

    @Override
    public void close() {
        closed = true;
        work.release();
    }
}
