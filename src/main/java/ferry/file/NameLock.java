package ferry.file;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.StreamSupport;

/**
 * Keeps others from changing what a name stands for, between a look at it and the change. Held for some system calls, by
 * everything in this process that makes, replaces or takes away a file under its final name.
 *
 * <p>The locks are static, because they speak of the disk, which the process has once; few, since names share them.
 */
final class NameLock implements AutoCloseable {
    private static final Striped<Lock> LOCKS = Striped.lock(256); // each guards the names that fall to it

    private final List<Lock> held;

    private NameLock(List<Object> identities) {
        held = StreamSupport.stream(LOCKS.bulkGet(identities).spliterator(), false)
                .toList();
        held.forEach(Lock::lock);
    }

    /** Locks a name. */
    static NameLock of(Place place) throws IOException {
        return new NameLock(List.of(place.folder().identity(place.name())));
    }

    /** Locks a name in a folder. */
    static NameLock of(Folder folder, String name) throws IOException {
        return new NameLock(List.of(folder.identity(name)));
    }

    /** Locks two names. */
    static NameLock of(Place one, Place other) throws IOException {
        return new NameLock(
                List.of(one.folder().identity(one.name()), other.folder().identity(other.name())));
    }

    @Override
    public void close() {
        held.reversed().forEach(Lock::unlock);
    }
}
