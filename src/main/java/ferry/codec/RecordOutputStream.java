package ferry.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Makes a record of each line of a file: LF becomes the end of a record. RFC 959, section 3.1.2.2. Not for two threads. */
final class RecordOutputStream extends FilterOutputStream {
    private final Framing framing;

    /** Writes the bytes of records to {@code out}, which leads to this framing and keeps nothing back. */
    RecordOutputStream(OutputStream out, Framing framing) {
        super(out);
        this.framing = framing;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                out.write(bytes, start, i - start);
                framing.endRecord();
                start = i + 1;
            }
        }
        out.write(bytes, start, from + length - start);
    }
}
