package ferry.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Leaves out the first bytes: a restart offset that counts bytes of a representation that is made on the way. */
final class SkippingOutputStream extends FilterOutputStream {
    private long left;

    /** Leaves out so many bytes. */
    SkippingOutputStream(OutputStream out, long skipped) {
        super(out);
        left = skipped;
    }

    @Override
    public void write(int b) throws IOException {
        if (left > 0) {
            left--;
        } else {
            out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int skip = (int) Math.min(left, length);
        left -= skip;
        if (length > skip) {
            out.write(bytes, from + skip, length - skip);
        }
    }
}
