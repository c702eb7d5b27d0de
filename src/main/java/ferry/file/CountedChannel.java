package ferry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file that is written to within a quota, and whose growth is noted in ledgers. */
final class CountedChannel implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private final Tally tally;
    private long noted;

    /** Owns the channel. */
    CountedChannel(SeekableByteChannel file, Tally tally) throws IOException {
        this.file = file;
        this.tally = tally;
        noted = file.size();
    }

    /** The channel itself, for calls that only the system's own channels know. */
    static SeekableByteChannel inside(SeekableByteChannel channel) {
        return channel instanceof CountedChannel counted ? counted.file : channel;
    }

    /** Notes that so many bytes are about to be written at the position of this channel; throws when that is too much. */
    static void reserve(SeekableByteChannel channel, long bytes) throws IOException {
        if (channel instanceof CountedChannel counted) {
            counted.grow(counted.position() + bytes);
        }
    }

    private void grow(long size) throws IOException {
        if (size > noted) {
            tally.add(size - noted, 0, size);
            noted = size;
        }
    }

    private void correct(long size) {
        tally.change(size - noted, 0);
        noted = size;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        grow(file.position() + bytes.remaining());
        return file.write(bytes);
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        correct(file.size());
        return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return file.read(into);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    /** Closes, and notes how large the file is after all: not all that was reserved need have come. */
    @Override
    public void close() throws IOException {
        if (file.isOpen()) {
            try {
                correct(file.size());
            } finally {
                file.close();
            }
        }
    }
}
