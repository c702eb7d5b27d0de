package ferry.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the strings of compressed mode: regular data, replications of a byte, and fillers, with an escape sequence before
 * a string that has a descriptor. RFC 959, section 3.4.3. Not for two threads.
 */
final class CompressedStrings implements DescribedFraming.Pieces {
    /** The most bytes of regular data in a string. */
    static final int LONGEST_REGULAR = 0x7f;

    /** The most bytes of a replication or of a filler. */
    static final int LONGEST_RUN = 0x3f;

    /** Marks a replication. */
    static final int REPLICATION = 0x80;

    /** Marks a filler. */
    static final int FILLER = 0xc0;

    private static final int WORTHWHILE = 3;

    private final OutputStream out;
    private final int filler;
    private final byte[] buffer = new byte[16 * 1024];
    private int filled;

    /** Writes to {@code out}; the filler byte, or -1 for none. */
    CompressedStrings(OutputStream out, int filler) {
        this.out = out;
        this.filler = filler;
    }

    @Override
    public void write(byte[] bytes, int length, int descriptor) throws IOException {
        if (descriptor == Descriptor.MARKER) {
            describe(descriptor);
            regular(bytes, 0, length); // in one string, whatever it looks like
        } else {
            strings(bytes, length, descriptor);
        }
        out.write(buffer, 0, filled);
        out.flush();
        filled = 0;
    }

    /** The descriptor is about the last string; without any bytes it stands before a filler of no length. */
    private void strings(byte[] bytes, int length, int descriptor) throws IOException {
        int from = 0;
        while (from < length) {
            int run = run(bytes, from, length);
            boolean replicates = run >= WORTHWHILE;
            int end = replicates ? from + run : endOfRegular(bytes, from, length);
            describe(end == length ? descriptor : Descriptor.NONE);
            if (replicates) {
                repeat(bytes[from], run);
            } else {
                regular(bytes, from, end - from);
            }
            from = end;
        }
        if (length == 0) {
            describe(descriptor);
            put(FILLER);
        }
    }

    /** How often the byte that stands here is repeated, as far as a string can tell. */
    private static int run(byte[] bytes, int from, int to) {
        int end = from + 1;
        while (end < to && end - from < LONGEST_RUN && bytes[end] == bytes[from]) {
            end++;
        }
        return end - from;
    }

    /** Where the next run begins that is worth a string of its own. */
    private static int endOfRegular(byte[] bytes, int from, int to) {
        int end = from + 1;
        while (end < to
                && end - from < LONGEST_REGULAR
                && run(bytes, end, Math.min(to, end + WORTHWHILE)) < WORTHWHILE) {
            end++;
        }
        return end;
    }

    private void describe(int descriptor) throws IOException {
        if (descriptor != Descriptor.NONE) {
            put(0);
            put(descriptor);
        }
    }

    private void repeat(byte b, int times) throws IOException {
        if ((b & 0xff) == filler) {
            put(FILLER | times);
        } else {
            put(REPLICATION | times);
            put(b);
        }
    }

    private void regular(byte[] bytes, int from, int length) throws IOException {
        put(length);
        for (int i = from; i < from + length; i++) {
            put(bytes[i]);
        }
    }

    private void put(int b) throws IOException {
        if (filled == buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        buffer[filled++] = (byte) b;
    }
}
