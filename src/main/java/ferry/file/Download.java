package ferry.file;

import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/** A regular file that is open for reading. */
public final class Download implements AutoCloseable {
    private final VirtualPath path;
    private final Entry entry;
    private final Supplier<Path> real;
    private final SeekableByteChannel channel;
    private final long size;

    /** Owns the channel; {@code real} tells where the file is on the disk. */
    Download(VirtualPath path, Entry entry, Supplier<Path> real, SeekableByteChannel channel) throws IOException {
        this(path, entry, real, channel, channel.size());
    }

    private Download(VirtualPath path, Entry entry, Supplier<Path> real, SeekableByteChannel channel, long size) {
        this.path = path;
        this.entry = entry;
        this.real = real;
        this.channel = channel;
        this.size = size;
    }

    /** The same open file as if it ended at this position, if it does not end before. */
    public Download until(long end) {
        return end < size ? new Download(path, entry, real, channel, end) : this;
    }

    /** The path that the user named. */
    public VirtualPath path() {
        return path;
    }

    /** The last name of the path. */
    public String name() {
        return entry.name();
    }

    /** The bytes that the file had when it was opened. */
    public long size() {
        return size;
    }

    /** When the content changed. */
    public Instant modified() {
        return entry.modified();
    }

    /** A token that only this file has on its disk; empty where there is none. */
    public String unique() {
        return entry.unique();
    }

    /** What tells this file from all others of the process: the token, or the place where the disk tells none. */
    String identity() {
        return entry.unique().isEmpty() ? real.get().toUri().toString() : entry.unique();
    }

    /** Checks that another file stands at this place, or nothing; 553 when it is this one. */
    void requireOtherThan(Place place) throws ReplyException {
        boolean same = entry.unique().isEmpty()
                ? real.get().equals(place.folder().path(place.name()))
                : place.attributes()
                        .map(Entries::token)
                        .filter(entry.unique()::equals)
                        .isPresent();
        if (same && place.exists()) {
            throw new ReplyException(NAME_NOT_ALLOWED, "Both names mean the same file");
        }
    }

    /** The bytes, from position 0 on; a real FileChannel on the default file system. */
    public SeekableByteChannel channel() {
        return channel;
    }

    /** Closes the channel. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
