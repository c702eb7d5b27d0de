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
    private final UploadSync sync;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long size;

    /** Owns the channel, which stands at the offset, and the destination. */
    Upload(VirtualPath path, SeekableByteChannel channel, Destination destination, UploadSync sync) throws IOException {
        this.path = path;
        this.channel = channel;
        this.offset = channel.position();
        this.destination = destination;
        this.sync = sync;
    }

    /** The path that the file will have. */
    public VirtualPath path() {
        return path;
    }

    /** Where the first received byte goes. */
    public long offset() {
        return offset;
    }

    /** Takes the bytes, from position {@link #offset} on; where limits hold, throws {@link LimitExceededException}. */
    public SeekableByteChannel channel() {
        return channel;
    }

    /** Checks that so many bytes may come, as far as quotas are concerned. */
    public void expect(long bytes) throws IOException {
        CountedChannel.reserve(channel, bytes);
    }

    /** How many bytes the file has when it is committed. */
    public long size() {
        return size;
    }

    /** Whether {@link #commit} waits for the disk, which is no work for a virtual thread. */
    public boolean waitsForDisk() {
        return sync.waits();
    }

    /**
     * Closes the channel and gives the file its name; the file is complete and visible afterwards, and on the disk as far
     * as was asked for. When this fails the upload is broken, as by {@link #close}; when the disk did not take the bytes, it
     * is thrown away. After any other end it throws ClosedChannelException.
     */
    public void commit() throws IOException, ReplyException {
        commit(() -> {});
    }

    /** The same; {@code named} is run as soon as the file has its name, while nobody else can change what the name stands for. */
    public void commit(Runnable named) throws IOException, ReplyException {
        if (!ended.compareAndSet(false, true)) {
            throw new ClosedChannelException();
        }
        try (destination;
                channel) {
            force();
            size = channel.size();
            destination.commit(channel, named);
            sync.names(destination.folder());
        }
    }

    /** What a disk once failed to take is lost to later attempts too, which succeed all the same: it is not kept. */
    private void force() throws IOException {
        boolean forced = false;
        try {
            sync.bytes(channel);
            forced = true;
        } finally {
            if (!forced) {
                destination.discard();
            }
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
