package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.TransferThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The threads that move large files. */
final class TransferThreadsTest {
    @Test
    void workOnAPlatformThreadOfTheirOwn() throws IOException {
        try (var threads = new TransferThreads()) {
            var caller = Thread.currentThread();
            var worked = new AtomicBoolean();

            threads.run(platform -> {
                assertTrue(platform);
                assertFalse(Thread.currentThread().isVirtual());
                assertNotSame(caller, Thread.currentThread());
                worked.set(true);
            });

            assertTrue(worked.get());
        }
    }

    @Test
    void letTroubleRise() {
        try (var threads = new TransferThreads()) {
            var trouble = new IOException("trouble");
            var fault = new IllegalStateException("fault");

            assertSame(
                    trouble,
                    assertThrows(
                            IOException.class,
                            () -> threads.run(_ -> {
                                throw trouble;
                            })));
            assertSame(
                    fault,
                    assertThrows(
                            IllegalStateException.class,
                            () -> threads.run(_ -> {
                                throw fault;
                            })));
        }
    }

    @Test
    void leaveTheWorkToTheCallerWhenAllAreBusy() throws Exception {
        var release = new CountDownLatch(1);
        var callers = new ArrayList<Thread>();
        try (var threads = new TransferThreads()) {
            var busy = new CountDownLatch(512);
            for (int i = 0; i < 512; i++) {
                callers.add(Thread.ofVirtual().start(() -> occupy(threads, busy, release)));
            }
            assertTrue(busy.await(20, TimeUnit.SECONDS));
            var caller = Thread.currentThread();
            var worked = new AtomicBoolean();

            threads.run(platform -> {
                assertFalse(platform);
                assertSame(caller, Thread.currentThread());
                worked.set(true);
            });

            assertTrue(worked.get());
        } finally {
            release.countDown();
        }
        for (var caller : callers) {
            caller.join();
        }
    }

    private static void occupy(TransferThreads threads, CountDownLatch busy, CountDownLatch release) {
        try {
            threads.run(_ -> {
                busy.countDown();
                try {
                    assertTrue(release.await(60, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endTheWorkThoughTheCallerIsInterrupted() throws Exception {
        try (var threads = new TransferThreads()) {
            var begun = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var caller = Thread.ofVirtual().start(() -> {
                occupy(threads, begun, release);
                if (Thread.currentThread().isInterrupted()) {
                    ended.countDown();
                }
            });
            assertTrue(begun.await(20, TimeUnit.SECONDS));

            caller.interrupt();
            assertEquals(1, ended.getCount());
            release.countDown();

            assertTrue(ended.await(20, TimeUnit.SECONDS));
        }
    }
}
