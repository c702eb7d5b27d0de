package ferry.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what came in deflate mode: one stream of zlib (RFC 1950), which is checked to its end. Bytes that unpack to
 * much more than anything sensible does are refused. Not for two threads; {@link #close} gives back memory.
 */
final class Inflating extends InputStream {
    private final InputStream in;
    private final long mostRatio;
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[16 * 1024];

    /** So many unpacked bytes are never too many. */
    private final long free;

    /** Unpacks what {@code in} has; above the free bytes the result may be so many times as long, or any length for 0. */
    Inflating(InputStream in, int mostRatio, long free) {
        this.in = in;
        this.mostRatio = mostRatio;
        this.free = free;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = 0;
        while (count == 0) {
            if (inflater.finished()) {
                requireNoMore();
                return -1;
            }
            if (inflater.needsInput()) {
                fill();
            }
            count = inflate(bytes, from, length);
        }
        return count;
    }

    /** Reads on to the checksum, behind which nothing need follow: the file has told its end already. */
    void end() throws IOException {
        var one = new byte[1];
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                fill();
            }
            if (inflate(one, 0, 1) > 0) {
                throw RefusedDataException.malformed("More came after the end of the file");
            }
        }
    }

    private int inflate(byte[] bytes, int from, int length) throws IOException {
        try {
            int count = inflater.inflate(bytes, from, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw RefusedDataException.malformed("The data are not in deflate mode");
            }
            limit();
            return count;
        } catch (DataFormatException _) {
            throw RefusedDataException.malformed("The data are not in deflate mode");
        }
    }

    private void limit() throws RefusedDataException {
        long unpacked = inflater.getBytesWritten();
        if (mostRatio > 0 && unpacked > free && unpacked / mostRatio > inflater.getBytesRead()) {
            throw RefusedDataException.tooMuch("The data unpack to too much; send them in MODE S");
        }
    }

    private void fill() throws IOException {
        int count = in.read(packed, 0, packed.length);
        if (count < 0) {
            throw new EOFException("the connection ended before the end of the compressed data");
        }
        inflater.setInput(packed, 0, count);
    }

    private void requireNoMore() throws IOException {
        if (inflater.getRemaining() > 0 || in.read(packed, 0, packed.length) >= 0) {
            throw RefusedDataException.malformed("More came after the end of the compressed data");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
