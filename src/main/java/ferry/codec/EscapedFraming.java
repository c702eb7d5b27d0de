package ferry.codec;

import java.io.IOException;
import java.io.OutputStream;

/** Stream mode with record structure: control codes between the bytes. RFC 959, section 3.4.1. Not for two threads. */
final class EscapedFraming implements Framing {
    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];
    private int filled;
    private boolean recordEnded;

    /** Writes to {@code out}. */
    EscapedFraming(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            endHeldRecord();
            put(bytes[i]);
            if ((bytes[i] & 0xff) == Escape.BYTE) {
                put(bytes[i]);
            }
        }
    }

    /** Held back: when the file ends here as well, both are one code. */
    @Override
    public void endRecord() throws IOException {
        endHeldRecord();
        recordEnded = true;
    }

    private void endHeldRecord() throws IOException {
        if (recordEnded) {
            recordEnded = false;
            control(Escape.RECORD);
        }
    }

    @Override
    public void mark(String text) {
        throw new IllegalStateException("no markers in stream mode");
    }

    @Override
    public void finish() throws IOException {
        control(recordEnded ? Escape.RECORD | Escape.FILE : Escape.FILE);
        drain();
        out.flush();
    }

    private void control(int code) throws IOException {
        put((byte) Escape.BYTE);
        put((byte) code);
    }

    private void put(byte b) throws IOException {
        if (filled == buffer.length) {
            drain();
        }
        buffer[filled++] = b;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
