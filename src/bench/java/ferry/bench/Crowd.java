package ferry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Clients that begin at once, a thread each. What one cannot do is an error that counts, and ends that one alone. */
final class Crowd {
    private static final int STACK = 256 << 10;

    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicReference<String> firstError = new AtomicReference<>("");
    private final List<Samples> samples = new ArrayList<>();
    private long started;
    private long ended;

    private final Runnable atStart;
    private final Runnable atEnd;

    /** Clients at whose common start and end this is done; they leave after that. */
    Crowd(Runnable atStart, Runnable atEnd) {
        this.atStart = atStart;
        this.atEnd = atEnd;
    }

    /** What a client does before the common start. */
    interface Preparation {
        /** Prepares the client of this number. */
        Client prepare(int number) throws IOException;
    }

    /** What is measured of a client. */
    interface Work {
        /** Does it all; the latencies of its parts go into the samples. */
        void run(Samples samples) throws IOException;
    }

    /**
     * A client that is prepared.
     *
     * @param opened what is closed when all are measured
     * @param work what is measured
     */
    record Client(AutoCloseable opened, Work work) {}

    /** Lets so many prepare, and then work at once; returns when the last has ended. */
    Crowd run(int clients, Preparation preparation) throws InterruptedException {
        var start = new CyclicBarrier(clients, () -> {
            atStart.run();
            started = System.nanoTime();
        });
        var end = new CountDownLatch(clients);
        var measured = new CountDownLatch(1);
        for (int i = 0; i < clients; i++) {
            int number = i;
            var own = new Samples();
            samples.add(own);
            Thread.ofPlatform().stackSize(STACK).daemon().start(() -> {
                var client = prepared(preparation, number);
                try (var _ = client.opened()) {
                    start.await();
                    work(client, own);
                    end.countDown();
                    measured.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e); // never: nobody breaks barrier, latch or close
                }
            });
        }
        end.await();
        ended = System.nanoTime();
        atEnd.run();
        measured.countDown();
        return this;
    }

    private void work(Client client, Samples own) {
        try {
            client.work().run(own);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private Client prepared(Preparation preparation, int number) {
        try {
            return preparation.prepare(number);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return new Client(() -> {}, _ -> {});
        }
    }

    /** Counts what went wrong. */
    void failed(Exception e) {
        errors.incrementAndGet();
        firstError.compareAndSet("", String.valueOf(e.getMessage()));
    }

    /** The time from the common start to the last end. */
    double seconds() {
        return (ended - started) / 1e9;
    }

    /** The latencies of all, sorted, in nanoseconds. */
    long[] latencies() {
        return Samples.sorted(samples);
    }

    /** How many clients, or steps of theirs, failed. */
    int errors() {
        return errors.get();
    }

    /** What the first failure said. */
    String firstError() {
        return firstError.get();
    }
}
