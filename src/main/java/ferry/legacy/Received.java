package ferry.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * What has arrived from a client and is not used yet. Grows with a command, up to {@value #MOST} bytes; files pass by.
 * Used by one thread at a time.
 */
public final class Received {
    /** As much as is ever kept. */
    static final int MOST = 8 * 1024;

    private static final int FIRST = 512;

    /** Where the bytes come from. */
    public interface Source {
        /** Reads some bytes; 0 when nothing came within the limit, where zero is no limit; -1 at the end. */
        int read(byte[] into, int from, int length, Duration limit) throws IOException;

        /** Reads some bytes of a file; blocks without a limit; -1 at the end. */
        int read(ByteBuffer into) throws IOException;
    }

    /** What a wait for more bytes brought. */
    public enum More {
        /** Some bytes. */
        SOME,
        /** Nothing within the limit. */
        QUIET,
        /** The end: the client sends nothing more. */
        END
    }

    private final Source source;
    private byte[] bytes;
    private int size;

    /** From this source, behind bytes that were read already. */
    public Received(Source source, byte[] early) {
        this.source = source;
        bytes = Arrays.copyOf(early, Math.max(FIRST, early.length));
        size = early.length;
    }

    /** Waits for more bytes; must not be called when {@link #full}. */
    public More await(Duration limit) throws IOException {
        if (crammed()) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST, 2 * bytes.length));
        }
        int count = source.read(bytes, size, bytes.length - size, limit);
        size += Math.max(0, count);
        return count < 0 ? More.END : count == 0 ? More.QUIET : More.SOME;
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** Whether there are no bytes. */
    public boolean empty() {
        return size == 0;
    }

    /** Whether the last read took all it had room for, so that more may be there already. */
    public boolean crammed() {
        return size == bytes.length;
    }

    /** Whether no more can be kept. */
    public boolean full() {
        return size >= MOST;
    }

    /** One of the bytes, unsigned. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** All the bytes, which stay. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /** Takes the first bytes away. */
    public byte[] take(int count) {
        var taken = Arrays.copyOf(bytes, count);
        size -= count;
        System.arraycopy(bytes, count, bytes, 0, size);
        if (size == 0 && bytes.length > FIRST) {
            bytes = new byte[FIRST];
        }
        return taken;
    }

    /** Takes exactly so many bytes and waits for those that are missing, for each piece as long as the limit says. */
    public byte[] exactly(int count, Duration limit) throws IOException {
        int here = Math.min(count, size);
        var all = Arrays.copyOf(take(here), count);
        for (int done = here; done < count; ) {
            int more = source.read(all, done, count - done, limit);
            if (more < 0) {
                throw new FrameException("the client closed within a frame");
            }
            if (more == 0) {
                throw new FrameException("nothing more came within a frame");
            }
            done += more;
        }
        return all;
    }

    /** Reads some bytes of a file: those that are here, then from the source; -1 at the end. */
    public int read(ByteBuffer into) throws IOException {
        if (empty()) {
            return source.read(into);
        }
        int count = Math.min(size, into.remaining());
        into.put(take(count));
        return count;
    }
}
