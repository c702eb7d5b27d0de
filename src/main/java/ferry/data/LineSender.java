package ferry.data;

import ferry.protocol.Line;
import ferry.protocol.NameCoding;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends the lines of a listing over a data connection, many of them in one write. */
final class LineSender implements Dtp.LineSink {
    /** What fits into a processor's cache with the rest; larger writes gain nothing. */
    private static final int FULL = 64 * 1024;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final NameCoding coding;
    private final boolean asciiIsItself;
    private final Pace pace;
    private final Transfer transfer;
    private final DataConnection connection;
    private final Aside aside;
    private final ByteBuffer buffer;
    private final int full;

    /** Into this connection by this buffer, which stays the caller's. */
    LineSender(
            ConnectionDtp.Terms terms, Transfer transfer, DataConnection connection, Aside aside, ByteBuffer buffer) {
        coding = terms.coding();
        asciiIsItself = coding.equals(NameCoding.UTF_8); // others escape what looks like an escape
        pace = terms.down();
        this.transfer = transfer;
        this.connection = connection;
        this.aside = aside;
        this.buffer = buffer;
        full = Math.min(FULL, buffer.capacity());
    }

    @Override
    public void line(String text) throws IOException {
        byte[] bytes = coding.encode(text);
        put(bytes, bytes.length);
    }

    @Override
    public void line(Line line) throws IOException {
        if (asciiIsItself && line.ascii()) {
            put(line.bytes(), line.length());
        } else {
            line(line.toString());
        }
    }

    private void put(byte[] bytes, int length) throws IOException {
        if (buffer.position() + length + LINE_END.length > full) {
            aside.stand(); // a long listing takes its time
            flush();
        }
        buffer.put(bytes, 0, length).put(LINE_END); // a path is far shorter than the buffer
    }

    /** Sends what was not sent yet. */
    void flush() throws IOException {
        buffer.flip();
        if (pace.limited()) {
            aside.stand(); // keeping the rate is a wait too
        }
        while (buffer.hasRemaining()) {
            int step = pace.step(buffer.remaining());
            ConnectionDtp.write(buffer.slice(buffer.position(), step), connection, aside);
            buffer.position(buffer.position() + step);
            transfer.moved(step);
            pace.spend(step, transfer);
        }
        buffer.clear();
    }
}
