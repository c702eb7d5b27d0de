package ferry.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns the line ends of TYPE A, CR LF, into those of a file, LF (RFC 959, section 3.1.1.1). A CR or an LF alone stays
 * what it is. Ended by {@link #end}. Not for two threads.
 */
public final class LineFeedOutputStream extends FilterOutputStream {
    private final byte[] buffer = new byte[16 * 1024];
    private int filled;
    private boolean heldCarriageReturn;

    /** Writes to {@code out}. */
    public LineFeedOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (filled > buffer.length - 2) {
            drain();
        }
        if (heldCarriageReturn && b != '\n') {
            buffer[filled++] = '\r';
        }
        heldCarriageReturn = b == '\r';
        if (!heldCarriageReturn) {
            buffer[filled++] = (byte) b;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** Whether a CR waits to see what follows, so that not all that came is written. */
    boolean holds() {
        return heldCarriageReturn;
    }

    /** Writes what is left; the last byte of all may have been a CR. */
    public void end() throws IOException {
        if (heldCarriageReturn) {
            heldCarriageReturn = false;
            buffer[filled++] = '\r';
        }
        flush();
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    /** Writes all but a CR that waits. */
    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }
}
