package ferry.codec;

import java.io.IOException;
import java.io.OutputStream;

/** A framing as the stream on which type and structure are put. It keeps nothing back, and does not end the framing. */
final class FramedOutputStream extends OutputStream {
    private final Framing framing;

    /** Leads to this framing. */
    FramedOutputStream(Framing framing) {
        this.framing = framing;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        framing.write(bytes, from, length);
    }
}
