package ferry.data;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The platform threads that move large files. A virtual thread that calls {@code transferTo}, or waits for a disk,
 * holds its carrier; a few stalled peers would stop all sessions.
 *
 * <p>Elastic and bounded: a thread that idles for ten seconds ends, and above the bound the caller's own virtual thread
 * does the work with a buffer loop, which parks.
 */
public final class TransferThreads implements AutoCloseable {
    /** Work that moves bytes. */
    @FunctionalInterface
    public interface Work {
        /** Does it; {@code platform} tells whether this is a platform thread, on which zero-copy calls are allowed. */
        void run(boolean platform) throws IOException;
    }

    private static final int MOST = 512;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("transfer-", 0).factory());

    /** Does this work on a thread of the pool, or on the caller's when all are busy, and waits for its end. */
    public void run(Work work) throws IOException {
        Future<?> done;
        try {
            done = threads.submit(() -> {
                work.run(true);
                return true;
            });
        } catch (RejectedExecutionException e) {
            work.run(false);
            return;
        }
        await(done);
    }

    private static void await(Future<?> done) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // the work ends by its channel being closed, never by an interrupt
                } catch (ExecutionException e) {
                    throw rethrown(Objects.requireNonNull(e.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(cause);
        };
    }

    /** How many of them work just now. */
    public int busy() {
        return threads.getActiveCount();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
