package ferry.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns the line ends of a file, LF, into those of TYPE A, CR LF (RFC 959, section 3.1.1.1). A CR LF that stands in the
 * file is left alone, so that a file from Windows does not get CR CR LF. Not for two threads.
 */
public final class AsciiOutputStream extends FilterOutputStream {
    private final byte[] buffer = new byte[16 * 1024];
    private int filled;
    private boolean afterCarriageReturn;

    /** Writes to {@code out}. */
    public AsciiOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (filled > buffer.length - 2) {
            drain();
        }
        if (b == '\n' && !afterCarriageReturn) {
            buffer[filled++] = '\r';
        }
        buffer[filled++] = (byte) b;
        afterCarriageReturn = b == '\r';
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** Says that the file has a CR before the first byte that is written here. */
    void afterCarriageReturn() {
        afterCarriageReturn = true;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }
}
