package ferry.codec;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the blocks of block mode: a descriptor, a count of 16 bits, the bytes. RFC 959, section 3.4.2. */
final class Blocks implements DescribedFraming.Pieces {
    /** The bytes of a header. */
    static final int HEADER = 3;

    private final OutputStream out;
    private final byte[] block = new byte[HEADER + LONGEST];

    /** Writes to {@code out}, a block at a time. */
    Blocks(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int length, int descriptor) throws IOException {
        block[0] = (byte) descriptor;
        block[1] = (byte) (length >> 8);
        block[2] = (byte) length;
        System.arraycopy(bytes, 0, block, HEADER, length);
        out.write(block, 0, HEADER + length);
        out.flush();
    }
}
