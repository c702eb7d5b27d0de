package ferry.file;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The digests of files and of parts of them. A file that was read for its digest is not read again for it while its size, its
 * time and its identity are unchanged. Bounded; safe for all threads.
 */
public final class DigestCache {
    private static final int MOST = 10_000;

    private static final long LOOK_MILLIS = 50;

    private static final List<Digest> STRONGEST_FIRST =
            List.of(Digest.SHA512, Digest.SHA256, Digest.SHA1, Digest.MD5, Digest.CRC32);

    /** Two changes within this time can carry the same time stamp: the clock of a kernel ticks. */
    private static final Duration TICK = Duration.ofMillis(20);

    /** The same for file systems that count in whole seconds, or in steps of two. */
    private static final Duration COARSE_TICK = Duration.ofSeconds(2);

    /** Reads a file for its digest. */
    @FunctionalInterface
    public interface Reading {
        /** The digest in hex. */
        String hex() throws IOException;
    }

    private record Key(String identity, long size, Instant modified, Digest digest, Range range) {}

    private final Cache<Key, String> known =
            CacheBuilder.newBuilder().maximumSize(MOST).build();
    private final Clock clock;
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    /** An empty cache. */
    public DigestCache(Clock clock) {
        this.clock = clock;
    }

    /** The digest of this file in hex, by reading it if that is needed. */
    public String hex(Download file, Digest digest, Reading reading) throws IOException {
        return hex(file, digest, Range.all(file), reading);
    }

    /** The same of a part. */
    public String hex(Download file, Digest digest, Range range, Reading reading) throws IOException {
        var key = new Key(file.identity(), file.size(), file.modified(), digest, range);
        String hex = known.getIfPresent(key);
        if (hex != null) {
            return hex;
        }
        boolean settled = settled(file.modified());
        hex = reading.hex();
        if (settled) {
            known.put(key, hex);
        }
        return hex;
    }

    /** A digest of the whole file as {@code algorithm:hex}, the strongest that is known without reading it; else empty. */
    public String known(Download file) {
        if (known.size() == 0) { // so that who asks for no digests does not pay for any
            return "";
        }
        for (var digest : STRONGEST_FIRST) {
            var key = new Key(file.identity(), file.size(), file.modified(), digest, Range.all(file));
            String hex = known.getIfPresent(key);
            if (hex != null) {
                return digest.key() + ":" + hex;
            }
        }
        return "";
    }

    /** The turn of somebody who reads a file for its digest, until it is closed. */
    public final class Turn implements AutoCloseable {
        private Turn() {}

        @Override
        public void close() {
            turns.release();
        }
    }

    /**
     * Waits until fewer others read files for digests than there are processors, so that sessions that want something else
     * are served as well. The work may be ended while it waits.
     */
    public Turn turn(Progress progress) throws IOException {
        try {
            while (!turns.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.moved(0);
            }
            return new Turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before its turn");
        }
    }

    /** Whether a change from now on would show in the time. */
    private boolean settled(Instant modified) {
        boolean wholeSeconds = modified.equals(modified.truncatedTo(ChronoUnit.SECONDS));
        var tick = wholeSeconds ? COARSE_TICK : TICK;
        return Duration.between(modified, clock.instant()).abs().compareTo(tick) > 0;
    }
}
