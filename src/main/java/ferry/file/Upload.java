package ferry.file;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is being received. It ends by {@link #commit}, by {@link #discard}, or by {@link #close} without either,
 * which keeps what came for a later resume where that is possible.
 */
public final class Upload implements AutoCloseable {
    private final VirtualPath path;
    private final SeekableByteChannel channel;
    private final long offset;
    private final Destination destination;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Owns the channel, which stands at the offset, and the destination. */
    Upload(VirtualPath path, SeekableByteChannel channel, Destination destination) throws IOException {
        this.path = path;
        this.channel = channel;
        this.offset = channel.position();
        this.destination = destination;
    }

    /** The path that the file will have. */
    public VirtualPath path() {
        return path;
    }

    /** Where the first received byte goes. */
    public long offset() {
        return offset;
    }

    /** Takes the bytes, from position {@link #offset} on; a real FileChannel on the default file system. */
    public SeekableByteChannel channel() {
        return channel;
    }

    /**
     * Closes the channel and gives the file its name; the file is complete and visible afterwards. When this fails the
     * upload is broken, as by {@link #close}. After any other end it throws ClosedChannelException.
     */
    public void commit() throws IOException, ReplyException {
        if (!ended.compareAndSet(false, true)) {
            throw new ClosedChannelException();
        }
        try (destination;
                channel) {
            destination.commit(channel);
        }
    }

    /** Ends the upload and throws away what came: a wrong digest, a full disk. Does nothing after another end. */
    public void discard() throws IOException {
        if (ended.compareAndSet(false, true)) {
            try (destination) {
                try {
                    channel.close();
                } finally {
                    destination.discard();
                }
            }
        }
    }

    /** Ends the upload, and keeps what came if it can be resumed. Does nothing after another end. */
    @Override
    public void close() throws IOException {
        if (ended.compareAndSet(false, true)) {
            try (destination) {
                channel.close();
            }
        }
    }
}
