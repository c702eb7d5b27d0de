package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;

/** A regular file that is open for reading. */
public final class Download implements AutoCloseable {
    private final VirtualPath path;
    private final Entry entry;
    private final SeekableByteChannel channel;
    private final long size;

    /** Owns the channel. */
    Download(VirtualPath path, Entry entry, SeekableByteChannel channel) throws IOException {
        this.path = path;
        this.entry = entry;
        this.channel = channel;
        size = channel.size();
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
