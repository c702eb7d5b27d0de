package ferry.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.CannotOpenException;
import ferry.data.PassiveLease;
import ferry.data.PassivePorts;
import ferry.data.PortRange;
import ferry.protocol.AddressList;
import ferry.proxy.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pool of passive ports without a daemon around it. */
final class PassivePoolTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private static PassivePorts pool(PortRange range, boolean peerCheck) throws IOException {
        return new PassivePorts(HERE, range, peerCheck, new Random(1));
    }

    private static PortRange single() {
        int port = FreePort.next();
        return new PortRange(port, port);
    }

    private static Socket connect(PassiveLease lease, InetAddress from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(HERE, lease.port()), Dialogue.PATIENCE_MILLIS);
        socket.setSoTimeout(Dialogue.PATIENCE_MILLIS);
        return socket;
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<T>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void opensNothingBeforeTheFirstLoan() throws IOException {
        try (var pool = pool(PortRange.ANY, true)) {
            assertEquals(0, pool.size());
        }
    }

    @Test
    void growsNoFurtherWhenPortsComeBack() throws IOException {
        try (var pool = pool(PortRange.ANY, true)) {
            for (int i = 0; i < 1000; i++) {
                pool.lend(HERE).close();
            }

            assertEquals(32, pool.size());
        }
    }

    @Test
    void lendsEachPortToAnAddressOnce() throws IOException {
        try (var pool = pool(PortRange.ANY, true)) {
            var ports = new HashSet<Integer>();
            for (int i = 0; i < 100; i++) {
                assertTrue(ports.add(pool.lend(HERE).port()));
            }

            assertEquals(100, pool.size());
        }
    }

    @Test
    void lendsAPortToManyAddresses() throws IOException {
        try (var pool = pool(single(), true)) {
            var first = pool.lend(HERE);
            var second = pool.lend(ELSEWHERE);

            assertEquals(first.port(), second.port());
            assertEquals(1, pool.size());
        }
    }

    @Test
    void lendsAPortOnceWhereThePeerIsNotChecked() throws IOException {
        try (var pool = pool(single(), false);
                var _ = pool.lend(HERE)) {
            assertThrows(CannotOpenException.class, () -> pool.lend(ELSEWHERE));
        }
    }

    /** Their connections come from the same address, with a header and without. */
    @Test
    void lendsNoPortToAProxyAndToOneBehindIt() throws IOException {
        var behind = new Proxies(AddressList.parse(ELSEWHERE.getHostAddress()));
        try (var pool = pool(single(), true)) {
            try (var _ = pool.lend(ELSEWHERE)) {
                assertThrows(CannotOpenException.class, () -> pool.lend(HERE, behind));
            }
            try (var _ = pool.lend(HERE, behind)) {
                assertThrows(CannotOpenException.class, () -> pool.lend(ELSEWHERE));
            }
            assertDoesNotThrow(() -> pool.lend(ELSEWHERE).close());
        }
    }

    @Test
    void takesConnectionsAsTheyAreForThoseWhoAreBehindNoProxy() throws IOException {
        var behind = new Proxies(AddressList.parse("127.0.0.77"));
        try (var pool = pool(single(), true);
                var proxied = pool.lend(HERE, behind);
                var direct = pool.lend(ELSEWHERE);
                var _ = connect(direct, ELSEWHERE);
                var _ = connect(proxied, HERE);
                var arrivedHere = proxied.await(LONG);
                var arrivedElsewhere = direct.await(LONG)) {
            assertEquals(HERE, ((InetSocketAddress) arrivedHere.getRemoteAddress()).getAddress());
            assertEquals(ELSEWHERE, ((InetSocketAddress) arrivedElsewhere.getRemoteAddress()).getAddress());
        }
    }

    @Test
    void waitsForAPortThatComesBack() throws Exception {
        try (var pool = pool(single(), true)) {
            var first = pool.lend(HERE);
            var second = new FutureTask<>(() -> pool.lend(HERE));
            var waiter = Thread.ofVirtual().start(second);
            Eventually.holds("the wait", () -> waiter.getState() == Thread.State.TIMED_WAITING);

            first.close();

            try (var lease = second.get(20, TimeUnit.SECONDS)) {
                assertEquals(first.port(), lease.port());
            }
        }
    }

    @Test
    void servesThoseWhoWaitOneAfterTheOther() throws Exception {
        try (var pool = pool(single(), true)) {
            var first = pool.lend(HERE);
            var tasks = new ArrayList<FutureTask<Integer>>();
            for (int i = 0; i < 200; i++) {
                tasks.add(inBackground(() -> {
                    try (var lease = pool.lend(HERE)) {
                        return lease.port();
                    }
                }));
            }
            first.close();

            for (var task : tasks) {
                assertEquals(first.port(), task.get(20, TimeUnit.SECONDS));
            }
            pool.lend(HERE).close();
        }
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() throws Exception {
        try (var pool = pool(single(), true)) {
            var first = pool.lend(HERE);
            var order = new LinkedBlockingQueue<Integer>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                var waiter = Thread.ofVirtual().start(new FutureTask<>(() -> {
                    try (var _ = pool.lend(HERE)) {
                        return order.add(number);
                    }
                }));
                Eventually.holds("the wait", () -> waiter.getState() == Thread.State.TIMED_WAITING);
            }

            first.close();

            for (int i = 0; i < 5; i++) {
                assertEquals(i, order.poll(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void letsNobodyWaitForAnAddressThatHasAPortFree() throws Exception {
        try (var pool = pool(single(), true);
                var _ = pool.lend(HERE)) {
            var waiting = inBackground(() -> pool.lend(HERE));
            for (int i = 0; i < 10; i++) {
                pool.lend(ELSEWHERE).close();
            }
            assertFalse(waiting.isDone());
        }
    }

    @Test
    void saysWhenNoPortIsLeft() throws IOException {
        try (var pool = pool(single(), true);
                var _ = pool.lend(HERE)) {
            assertThrows(CannotOpenException.class, () -> pool.lend(HERE));
        }
    }

    @Test
    void goesAroundAPortThatSomebodyElseHas() throws IOException {
        try (var taken = new ServerSocket(0, 1, HERE)) {
            int port = taken.getLocalPort();
            var range = new PortRange(Math.max(1024, port - 20), Math.min(65_535, port + 20));
            try (var pool = pool(range, true)) {
                for (int i = 0; i < 5; i++) {
                    assertNotEquals(port, pool.lend(HERE).port());
                }
            }
        }
    }

    /** As in an upgrade, in which the daemon before has ports of the same range and gives them back without a word. */
    @Test
    void takesAPortThatAnotherDaemonGivesBackMeanwhile() throws Exception {
        var range = single();
        try (var pool = pool(range, true)) {
            var other = new ServerSocket(range.first(), 1, HERE);
            var waiting = inBackground(() -> pool.lend(HERE));
            Eventually.holds("a first try", () -> pool.lent() == 0 && !waiting.isDone());

            other.close();

            assertEquals(range.first(), waiting.get(20, TimeUnit.SECONDS).port());
        }
    }

    @Test
    void leavesAHalfOfItsRangeToTheNextDaemon() throws IOException {
        int first = FreePort.next(); // those behind it are mostly free as well
        try (var pool = pool(new PortRange(first, first + 19), true)) {
            for (int i = 0; i < 100; i++) {
                pool.lend(HERE).close();
            }
            assertEquals(10, pool.size());
        }
    }

    @Test
    void staysWithinItsRange() throws IOException {
        var range = new PortRange(20_000, 60_000);
        try (var pool = pool(range, true)) {
            for (int i = 0; i < 40; i++) {
                int port = pool.lend(HERE).port();
                assertTrue(port >= range.first() && port <= range.last(), () -> "port " + port);
            }
        }
    }

    @Test
    void choosesItsPortsAtRandom() throws IOException {
        try (var pool = pool(new PortRange(20_000, 60_000), true)) {
            var ports = new ArrayList<Integer>();
            for (int i = 0; i < 20; i++) {
                ports.add(pool.lend(HERE).port());
            }

            assertNotEquals(ports.stream().sorted().collect(Collectors.toList()), ports);
            assertFalse(ports.contains(ports.getFirst() + 1) && ports.contains(ports.getFirst() + 2));
        }
    }

    @Test
    void handsAConnectionThatIsThereOverAtOnce() throws IOException {
        try (var pool = pool(PortRange.ANY, true);
                var lease = pool.lend(HERE);
                var client = connect(lease, HERE);
                var arrived = lease.await(LONG)) {
            assertEquals(client.getLocalSocketAddress(), arrived.getRemoteAddress());
        }
    }

    @Test
    void waitsForAConnectionThatIsNotThereYet() throws Exception {
        try (var pool = pool(PortRange.ANY, true);
                var lease = pool.lend(HERE)) {
            var waiting = new FutureTask<>(() -> lease.await(LONG));
            var waiter = Thread.ofVirtual().start(waiting);
            Eventually.holds("the wait", () -> waiter.getState() == Thread.State.TIMED_WAITING);

            try (var client = connect(lease, HERE);
                    var arrived = waiting.get(20, TimeUnit.SECONDS)) {
                assertEquals(client.getLocalSocketAddress(), arrived.getRemoteAddress());
            }
        }
    }

    @Test
    void handsEachConnectionToItsAddress() throws IOException {
        try (var pool = pool(single(), true);
                var here = pool.lend(HERE);
                var elsewhere = pool.lend(ELSEWHERE);
                var _ = connect(elsewhere, ELSEWHERE);
                var _ = connect(here, HERE);
                var arrivedHere = here.await(LONG);
                var arrivedElsewhere = elsewhere.await(LONG)) {
            assertEquals(HERE, ((InetSocketAddress) arrivedHere.getRemoteAddress()).getAddress());
            assertEquals(ELSEWHERE, ((InetSocketAddress) arrivedElsewhere.getRemoteAddress()).getAddress());
        }
    }

    /** Nobody accepts before the session asks, and what strangers have sent by then must not keep its client out. */
    @Test
    void letsTheClientInBehindManyStrangers() throws IOException {
        var strangers = new ArrayList<Socket>();
        try (var pool = pool(single(), true);
                var lease = pool.lend(HERE)) {
            for (int i = 0; i < 200; i++) {
                strangers.add(connect(lease, ELSEWHERE));
            }
            try (var client = connect(lease, HERE);
                    var arrived = lease.poll().orElseThrow()) {
                assertEquals(client.getLocalSocketAddress(), arrived.getRemoteAddress());
            }
        } finally {
            for (var stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void looksForAConnectionWithoutWaiting() throws IOException {
        try (var pool = pool(PortRange.ANY, true);
                var lease = pool.lend(HERE)) {
            assertTrue(lease.poll().isEmpty());
        }
    }

    @Test
    void findsAConnectionThatIsThereWithoutWaiting() throws IOException {
        try (var pool = pool(PortRange.ANY, true);
                var lease = pool.lend(HERE);
                var client = connect(lease, HERE);
                var arrived = lease.poll().orElseThrow()) {
            assertEquals(client.getLocalSocketAddress(), arrived.getRemoteAddress());
        }
    }

    @Test
    void forgetsWhatCameBeforeTheLoan() throws IOException {
        try (var pool = pool(single(), true)) {
            var before = pool.lend(HERE);
            before.close();
            try (var early = connect(before, HERE);
                    var lease = pool.lend(HERE)) {
                assertTrue(lease.poll().isEmpty());
                assertEquals(-1, early.getInputStream().read());
            }
        }
    }

    @Test
    void waitsNoLongerThanItIsToldTo() throws IOException {
        try (var pool = pool(PortRange.ANY, true);
                var lease = pool.lend(HERE)) {
            assertThrows(CannotOpenException.class, () -> lease.await(SHORT));
        }
    }

    @Test
    void servesOthersAfterAWaitInVain() throws IOException {
        try (var pool = pool(single(), true)) {
            var lease = pool.lend(HERE);
            assertThrows(CannotOpenException.class, () -> lease.await(SHORT));
            lease.close();

            try (var next = pool.lend(HERE);
                    var _ = connect(next, HERE)) {
                assertDoesNotThrow(() -> next.await(LONG).close());
            }
        }
    }

    @Test
    void endsAWaitFromOutside() throws Exception {
        try (var pool = pool(PortRange.ANY, true)) {
            var lease = pool.lend(HERE);
            var waiting = inBackground(() -> lease.await(LONG));

            lease.close();

            var failure = assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
            assertTrue(failure.getCause() instanceof CannotOpenException);
        }
    }

    @Test
    void closesAConnectionThatNobodyTook() throws IOException {
        try (var pool = pool(single(), true);
                var second = pool.lend(ELSEWHERE)) {
            var lease = pool.lend(HERE);
            try (var client = connect(lease, HERE)) {
                assertTrue(second.poll().isEmpty()); // by this look the other connection has been accepted

                lease.close();

                assertEquals(-1, client.getInputStream().read());
            }
        }
    }

    @Test
    void mayBeClosedTwice() throws IOException {
        try (var pool = pool(single(), true)) {
            var lease = pool.lend(HERE);
            lease.close();
            try (var next = pool.lend(HERE)) {
                lease.close();

                assertThrows(CannotOpenException.class, () -> pool.lend(HERE));
                assertEquals(lease.port(), next.port());
            }
        }
    }

    @Test
    void freesItsPortsWhenItIsClosed() throws IOException {
        var pool = pool(single(), true);
        int port = pool.lend(HERE).port();

        pool.close();

        assertDoesNotThrow(() -> new ServerSocket(port, 1, HERE).close());
    }

    @Test
    void lendsToManyThreadsAtOnce() throws Exception {
        try (var pool = pool(PortRange.ANY, true)) {
            var tasks = new ArrayList<FutureTask<Integer>>();
            for (int i = 0; i < 64; i++) {
                tasks.add(inBackground(() -> pool.lend(HERE).port()));
            }

            var ports = new HashSet<Integer>();
            for (var task : tasks) {
                assertTrue(ports.add(task.get(20, TimeUnit.SECONDS)));
            }
            assertEquals(64, pool.size());
        }
    }
}
