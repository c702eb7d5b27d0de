package ferry.data;

import ferry.proxy.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The pool of listening ports for passive data connections at one local address.
 *
 * <p>A port that was opened stays open: binding one for each PASV costs a system call or four, leaves a TIME_WAIT
 * behind, and brings the kernel's search for free ports to its knees after some thousand transfers. Ports are random
 * (RFC 2577, section 3); more are opened only while the open ones are all lent to the same client.
 */
public final class PassivePorts implements AutoCloseable {
    /** Stands for a client of any address, where the peer is not checked. */
    static final Object ANYBODY = new Object();

    private static final Logger LOG = LogManager.getLogger(PassivePorts.class);
    /** Below this number a new loan opens a new port, so that the next port is hard to guess. */
    private static final int KEPT_AT_LEAST = 32;
    /** A bound for ports that the system chooses. */
    private static final int MOST = 1000;

    /** A port comes back as soon as its client has connected, or when its session asks for another. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What comes before the session has asked for its connection waits there, that of strangers as well. */
    private static final int BACKLOG = 4096;

    private static final int TRIES = 64;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final long FOREIGN_NANOS = 500_000_000;

    private final InetSocketAddress local;
    private volatile PortRange range;
    private volatile boolean peerCheck;
    private final RandomGenerator random;
    private final Selector selector;
    private final PassiveQueue queue = new PassiveQueue();
    private final LongAdder exhausted = new LongAdder();
    private final List<PassivePort> open = new CopyOnWriteArrayList<>();
    private final ReentrantLock opening =
            new ReentrantLock(); // guards the fields below, and that one thread opens at a time
    private final Set<Integer> used = new HashSet<>(); // those that are open, and those that could not be opened
    private final Set<PassivePort> leaving = new HashSet<>();
    private volatile long foreignSince; // when the first of those that could not be opened was tried

    /** A pool at this local address, the wildcard among them; opens nothing yet. */
    public PassivePorts(InetAddress local, PortRange range, boolean peerCheck, RandomGenerator random)
            throws IOException {
        this.local = new InetSocketAddress(local, 0);
        this.range = range;
        this.peerCheck = peerCheck;
        this.random = random;
        selector = Selector.open();
        Thread.ofPlatform().daemon().name("passive-ports").start(this::select);
    }

    /**
     * Goes on with other ports. Those that are not among them are lent to nobody any more, and closed as soon as nobody has
     * them.
     */
    public void take(PortRange next, boolean nextPeerCheck) {
        opening.lock();
        try {
            range = next;
            peerCheck = nextPeerCheck;
            retire(port -> !next.contains(port.number()));
            forgetForeign();
        } finally {
            opening.unlock();
        }
    }

    /** Closes what nobody has, so that another daemon may have it; the rest when it is given back. Ports may still be lent. */
    public void release() {
        opening.lock();
        try {
            retire(_ -> true);
            forgetForeign();
        } finally {
            opening.unlock();
        }
    }

    private void retire(Predicate<PassivePort> which) {
        var gone = open.stream().filter(which).toList();
        open.removeAll(gone);
        gone.forEach(PassivePort::retire);
        leaving.addAll(gone);
        leaving.removeIf(port -> !port.isOpen());
    }

    /** Forgets which ports could not be opened: whoever had them, another daemon for one, may have ended. */
    private void forgetForeign() {
        used.clear();
        Stream.concat(open.stream(), leaving.stream().filter(PassivePort::isOpen))
                .map(PassivePort::number)
                .filter(range::contains)
                .forEach(used::add);
        foreignSince = 0;
    }

    /**
     * Lends a port to a session of this client address; waits for a moment when all are lent to others of the address, and
     * throws {@link CannotOpenException} when none comes back.
     */
    public PassiveLease lend(InetAddress client) throws IOException {
        return lend(client, Proxies.NONE);
    }

    /** The same where these proxies stand between, whose connections have to tell for whom they are. */
    public PassiveLease lend(InetAddress client, Proxies proxies) throws IOException {
        var borrower = new PassiveLease.Borrower(peerCheck ? client : ANYBODY, proxies);
        var lease = queue.anybody(borrower.client()) ? Optional.<PassiveLease>empty() : lend(borrower);
        if (lease.isEmpty()) {
            lease = queue.await(borrower.client(), PATIENCE, () -> lend(borrower), () -> foreignSince != 0);
        }
        if (lease.isEmpty()) {
            exhausted.increment();
            throw new CannotOpenException("no passive port is free for this client");
        }
        return lease.get();
    }

    private Optional<PassiveLease> lend(PassiveLease.Borrower borrower) throws IOException {
        if (open.size()
                >= Math.min(KEPT_AT_LEAST, (capacity() + 1) / 2)) { // a half is for the next daemon in an upgrade
            var lease = lendOpen(borrower);
            if (lease.isPresent()) {
                return lease;
            }
        }
        opening.lock();
        try {
            var lease = lendNew(borrower);
            if (lease.isPresent()) {
                return lease;
            }
        } finally {
            opening.unlock();
        }
        return lendOpen(borrower);
    }

    /** The ports that are lent. */
    PortRange range() {
        return range;
    }

    private int capacity() {
        return range.any() ? MOST : range.size();
    }

    private Optional<PassiveLease> lendOpen(PassiveLease.Borrower borrower) throws IOException {
        var ports = open.toArray(PassivePort[]::new);
        int first = ports.length == 0 ? 0 : random.nextInt(ports.length);
        for (int i = 0; i < ports.length; i++) {
            var lease = ports[(first + i) % ports.length].lend(borrower);
            if (lease.isPresent()) {
                return lease;
            }
        }
        return Optional.empty();
    }

    private Optional<PassiveLease> lendNew(PassiveLease.Borrower borrower) throws IOException {
        if (foreignSince != 0 && System.nanoTime() - foreignSince > FOREIGN_NANOS) {
            forgetForeign();
        }
        int tries = Math.min(TRIES, capacity() - used.size());
        for (int i = 0; i < tries; i++) {
            var port = bind();
            if (port.isPresent()) {
                open.add(port.get());
                return port.get().lend(borrower);
            }
        }
        return Optional.empty();
    }

    private Optional<PassivePort> bind() throws IOException {
        int number = unused();
        used.add(number);
        var listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(local.getAddress(), number), BACKLOG);
            return Optional.of(new PassivePort(listener, selector, queue));
        } catch (IOException e) {
            listener.close();
            LOG.debug("passive port {} cannot be opened: {}", number, e.getMessage());
            foreignSince = foreignSince == 0 ? System.nanoTime() : foreignSince;
            return Optional.empty();
        }
    }

    /** A random port of the range that was not tried yet; the caller has made sure that there is one. */
    private int unused() {
        if (range.any()) {
            return 0;
        }
        int number = range.first() + random.nextInt(range.size());
        while (used.contains(number)) {
            number = number == range.last() ? range.first() : number + 1;
        }
        return number;
    }

    private void select() {
        try {
            while (selector.isOpen()) {
                selector.select(this::accept);
            }
        } catch (ClosedSelectorException e) {
            LOG.debug("passive ports closed");
        } catch (IOException e) {
            LOG.error("passive ports cannot be watched", e);
        }
    }

    private void accept(SelectionKey key) {
        try {
            ((PassivePort) key.attachment()).acceptReady();
        } catch (IOException | RuntimeException | Error e) { // whatever it is, the other ports are served on
            LOG.warn("cannot accept a data connection: {}", e.toString());
            LockSupport.parkNanos(PAUSE_NANOS); // out of descriptors, most likely: the port stays ready, so never spin
        }
    }

    /** How often there was no port for a client. */
    public long exhausted() {
        return exhausted.sum();
    }

    /** How many of them a session has. */
    public long lent() {
        return open.stream().filter(PassivePort::lent).count();
    }

    /** How many there may be. */
    public int most() {
        return capacity();
    }

    /** How many ports are open. */
    public int size() {
        return open.size();
    }

    /** Closes all ports. */
    @Override
    public void close() throws IOException {
        for (var port : open) {
            port.close();
        }
        opening.lock();
        try {
            for (var port : leaving) {
                port.close();
            }
        } finally {
            opening.unlock();
        }
        selector.close();
    }
}
