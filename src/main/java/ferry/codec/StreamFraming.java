package ferry.codec;

import java.io.IOException;
import java.io.OutputStream;

/** Stream mode with file structure: bytes alone; the file ends with the data connection. RFC 959, section 3.4.1. */
record StreamFraming(OutputStream out) implements Framing {
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public void endRecord() {
        throw new IllegalStateException("no records in file structure");
    }

    @Override
    public void mark(String text) {
        throw new IllegalStateException("no markers in stream mode");
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
