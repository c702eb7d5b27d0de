package ferry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The handles of folders that were used lately, by all sessions. To open a folder takes seven system calls; that a name still
 * stands for the folder of a handle is told by the one that looks at the name in any case: as long as a folder is open,
 * no other has its number.
 *
 * <p>Few are kept, and each for about a second, so that the daemon never holds a disk that is to be unmounted.
 */
final class OpenFolders {
    /** The process has its disk once. */
    static final OpenFolders OF_PROCESS = new OpenFolders();

    private static final Logger LOG = LogManager.getLogger(OpenFolders.class);
    private static final int MOST = 64;
    private static final long KEPT_NANOS = 1_000_000_000;

    /**
     * A number alone would do on most disks. A file system that shows several others as one may give a number twice, and then
     * the folder of one user must not stand for that of another.
     */
    private record Key(Object number, Path path) {}

    private final ConcurrentMap<Key, Handle> kept = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    /** The handle of the folder that was opened by this path and has this key, if it is kept; the caller is a user of it. */
    Optional<Handle> find(Object key, Path path) {
        return Optional.ofNullable(kept.get(new Key(key, path))).filter(Handle::share);
    }

    /** Keeps the handle of the folder that was opened by this path, for those who come after its user. */
    void keep(Handle handle, Path path) {
        try {
            keepKnown(handle, path);
        } catch (IOException e) { // its user will find out what is wrong with it
            LOG.debug("a folder that tells nothing of itself is not kept", e);
        }
    }

    private void keepKnown(Handle handle, Path path) throws IOException {
        var key = handle.key();
        if (key.isEmpty() || kept.size() >= MOST || !handle.share()) {
            return;
        }
        if (kept.putIfAbsent(new Key(key.get(), path), handle) != null) {
            handle.close();
        } else if (sweeping.compareAndSet(false, true)) {
            Thread.ofVirtual().name("open-folders").start(this::sweep);
        }
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }

    private void sweep() {
        do {
            while (!kept.isEmpty()) {
                LockSupport.parkNanos(KEPT_NANOS / 2);
                dropUnusedSince(System.nanoTime() - KEPT_NANOS);
            }
            sweeping.set(false);
        } while (!kept.isEmpty() && sweeping.compareAndSet(false, true));
    }

    /** Closes the handles that nobody has used since this {@link System#nanoTime}. */
    void dropUnusedSince(long oldest) {
        kept.entrySet().removeIf(entry -> entry.getValue().idleSince(oldest) && dropped(entry));
    }

    private static boolean dropped(Map.Entry<Key, Handle> entry) {
        try {
            entry.getValue().close();
        } catch (IOException e) {
            LOG.warn("cannot close a folder: {}", e.toString());
        }
        return true;
    }
}
