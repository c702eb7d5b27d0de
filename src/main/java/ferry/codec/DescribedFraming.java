package ferry.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Block and compressed mode: pieces of data, each with a descriptor of what ends behind it. RFC 959, sections 3.4.2 and
 * 3.4.3. The last piece is held back until it is known what follows it. Not for two threads.
 */
final class DescribedFraming implements Framing {
    /** Writes one piece in the way of the mode. */
    @FunctionalInterface
    interface Pieces {
        /** The most bytes that a count of 16 bits can tell. */
        int LONGEST = 65_535;

        /** Writes so many bytes, {@value #LONGEST} at the most, as a piece with this descriptor. */
        void write(byte[] bytes, int length, int descriptor) throws IOException;
    }

    private final Pieces pieces;
    private final byte[] held;
    private int filled;
    private boolean recordEnded;

    /** Writes such pieces of up to so many bytes. */
    DescribedFraming(Pieces pieces, int longest) {
        this.pieces = pieces;
        held = new byte[longest];
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (recordEnded || filled == held.length) {
                writeHeld();
            }
            int step = Math.min(held.length - filled, length - done);
            System.arraycopy(bytes, from + done, held, filled, step);
            filled += step;
            done += step;
        }
    }

    @Override
    public void endRecord() throws IOException {
        if (recordEnded) {
            writeHeld();
        }
        recordEnded = true;
    }

    @Override
    public void mark(String text) throws IOException {
        if (recordEnded || filled > 0) {
            writeHeld();
        }
        byte[] marker = text.getBytes(StandardCharsets.US_ASCII);
        pieces.write(marker, marker.length, Descriptor.MARKER);
    }

    @Override
    public void finish() throws IOException {
        writeHeld(Descriptor.END_OF_FILE);
    }

    private void writeHeld() throws IOException {
        writeHeld(Descriptor.NONE);
    }

    private void writeHeld(int descriptor) throws IOException {
        pieces.write(held, filled, recordEnded ? descriptor | Descriptor.END_OF_RECORD : descriptor);
        filled = 0;
        recordEnded = false;
    }
}
