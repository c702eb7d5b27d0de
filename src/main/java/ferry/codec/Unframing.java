package ferry.codec;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads what a {@link Framing} writes: RFC 959, section 3.4. */
sealed interface Unframing {
    /** The bytes that are read at a time. */
    int BUFFER = 64 * 1024;

    /** Reads to the end of the file; EOFException when the connection ends before it, where the mode can tell. */
    void read(InputStream in, Unframed to) throws IOException;

    /** Stream mode with file structure. */
    record Stream() implements Unframing {
        @Override
        public void read(InputStream in, Unframed to) throws IOException {
            var buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                to.data(buffer, 0, count);
            }
        }
    }

    /** Stream mode with record structure. */
    record Escaped() implements Unframing {
        @Override
        public void read(InputStream in, Unframed to) throws IOException {
            var buffer = new byte[BUFFER];
            boolean escaped = false;
            boolean ended = false;
            while (!ended) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new EOFException("the connection ended before the end of the file");
                }
                int start = 0;
                for (int i = 0; i < count; i++) {
                    requireNoMore(ended);
                    int b = buffer[i] & 0xff;
                    if (escaped) {
                        escaped = false;
                        ended = control(b, to);
                        start = b == Escape.BYTE ? i : i + 1;
                    } else if (b == Escape.BYTE) {
                        escaped = true;
                        to.data(buffer, start, i - start);
                        start = i + 1;
                    }
                }
                to.data(buffer, start, count - start);
            }
        }

        /** The second byte of a control code; true at the end of the file. */
        private static boolean control(int code, Unframed to) throws IOException {
            switch (code) {
                case Escape.BYTE, Escape.FILE -> {}
                case Escape.RECORD, Escape.RECORD | Escape.FILE -> to.endRecord();
                default -> throw RefusedDataException.malformed("A control code of record structure means nothing");
            }
            return code == Escape.FILE || code == (Escape.RECORD | Escape.FILE);
        }
    }

    /** Block mode. What the sender suspects is taken like the rest: FTP has no other use for it. */
    record Block() implements Unframing {
        @Override
        public void read(InputStream connection, Unframed to) throws IOException {
            var in = new BufferedInputStream(connection, BUFFER);
            var buffer = new byte[DescribedFraming.Pieces.LONGEST];
            int descriptor = Descriptor.NONE;
            while (!Descriptor.has(descriptor, Descriptor.END_OF_FILE)) {
                descriptor = Descriptor.known(next(in));
                int count = next(in) << 8 | next(in);
                if (in.readNBytes(buffer, 0, count) < count) {
                    throw new EOFException("the connection ended inside a block");
                }
                deliver(descriptor, buffer, count, to);
            }
            requireNoMore(in.available() > 0);
        }
    }

    /**
     * Compressed mode.
     *
     * @param filler the filler byte
     */
    record Compressed(int filler) implements Unframing {
        @Override
        public void read(InputStream connection, Unframed to) throws IOException {
            var in = new BufferedInputStream(connection, BUFFER);
            var string = new byte[CompressedStrings.LONGEST_REGULAR];
            int descriptor = Descriptor.NONE;
            while (!Descriptor.has(descriptor, Descriptor.END_OF_FILE)) {
                int head = next(in);
                descriptor = Descriptor.NONE;
                while (head == 0) {
                    requireNoMore(Descriptor.has(descriptor, Descriptor.END_OF_FILE));
                    deliver(descriptor, string, 0, to); // of an escape sequence that no string follows
                    descriptor = Descriptor.known(next(in));
                    head = Descriptor.has(descriptor, Descriptor.END_OF_FILE) ? headOrEnd(in) : next(in);
                }
                deliver(descriptor, string, string(head, in, string), to);
            }
            requireNoMore(in.available() > 0);
        }

        /** The last string may be left out: some clients say the end when there is nothing more to say. */
        private static int headOrEnd(InputStream in) throws IOException {
            int head = in.read();
            return head < 0 ? CompressedStrings.FILLER : head;
        }

        /** Fills in a string and returns its length. */
        private int string(int head, InputStream in, byte[] string) throws IOException {
            int length = head < CompressedStrings.REPLICATION ? head : head & CompressedStrings.LONGEST_RUN;
            if (head >= CompressedStrings.FILLER) {
                Arrays.fill(string, 0, length, (byte) filler);
            } else if (head >= CompressedStrings.REPLICATION) {
                Arrays.fill(string, 0, length, (byte) next(in));
            } else if (in.readNBytes(string, 0, length) < length) {
                throw new EOFException("the connection ended inside a string");
            }
            return length;
        }
    }

    private static void deliver(int descriptor, byte[] bytes, int count, Unframed to) throws IOException {
        if (Descriptor.has(descriptor, Descriptor.MARKER)) {
            to.marker(Arrays.copyOf(bytes, count));
        } else {
            to.data(bytes, 0, count);
        }
        if (Descriptor.has(descriptor, Descriptor.END_OF_RECORD)) {
            to.endRecord();
        }
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection ended before the end of the file");
        }
        return b;
    }

    private static void requireNoMore(boolean more) throws RefusedDataException {
        if (more) {
            throw RefusedDataException.malformed("More came after the end of the file");
        }
    }
}
