package ferry.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * Turns the line ends of TYPE A, CR LF, into those of a file, LF (RFC 959, section 3.1.1.1). A CR or an LF alone stays
 * what it is. Not for two threads.
 */
public final class AsciiInputStream extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int next;
    private int filled;

    /** Reads from {@code in}. */
    public AsciiInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        int b = take();
        if (b != '\r') {
            return b;
        }
        int following = take();
        if (following == '\n') {
            return '\n';
        }
        if (following >= 0) {
            next--;
        }
        return '\r';
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int first = read();
        if (first < 0) {
            return -1;
        }
        bytes[from] = (byte) first;
        int count = 1;
        while (count < length && next < filled && !(buffer[next] == '\r' && next + 1 == filled)) {
            bytes[from + count++] = (byte) read();
        }
        return count;
    }

    private int take() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            next = 0;
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[next++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
