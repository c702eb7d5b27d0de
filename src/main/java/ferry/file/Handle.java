package ferry.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A folder that the operating system holds open. It is closed when its last user has closed it. Safe for all threads. */
final class Handle implements Closeable {
    private final SecureDirectoryStream<Path> stream;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile boolean shared;
    private volatile long used = System.nanoTime();
    private volatile Optional<Object> key = Optional.empty();

    /** Owns the stream; whoever makes it is the first user. */
    Handle(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** Gives it one more user; false when it is closed already. */
    boolean share() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        shared = true;
        return now > 0;
    }

    /** Whether there was ever more than one user: then nobody may use up what can be read once only. */
    boolean shared() {
        return shared;
    }

    /** Whether nobody but whoever keeps it has used it since this {@link System#nanoTime}. */
    boolean idleSince(long time) {
        return users.get() == 1 && used - time < 0;
    }

    SecureDirectoryStream<Path> stream() {
        return stream;
    }

    /** What no other folder of the disk has as long as this is open; nothing where the disk tells none. */
    Optional<Object> key() throws IOException {
        if (key.isEmpty()) {
            var facts =
                    stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
            key = Optional.ofNullable(facts.fileKey());
        }
        return key;
    }

    /** One user fewer. */
    @Override
    public void close() throws IOException {
        used = System.nanoTime();
        if (users.decrementAndGet() == 0) {
            stream.close();
        }
    }
}
