package ferry.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts another byte in the place of each, by a table: TYPE E. Not for two threads. */
final class TranslatingOutputStream extends FilterOutputStream {
    private final byte[] table;
    private final byte[] buffer = new byte[8 * 1024];

    /** Writes to {@code out} what the table has for each byte. */
    TranslatingOutputStream(OutputStream out, byte[] table) {
        super(out);
        this.table = table;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(table[b & 0xff]);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int step = Math.min(buffer.length, length - done);
            for (int i = 0; i < step; i++) {
                buffer[i] = table[bytes[from + done + i] & 0xff];
            }
            out.write(buffer, 0, step);
            done += step;
        }
    }
}
