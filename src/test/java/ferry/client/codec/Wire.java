package ferry.client.codec;

import java.util.Arrays;

/** Reads what came, from its first byte to its last. */
final class Wire {
    private final byte[] bytes;
    private int position;

    Wire(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Whether there is no more. */
    boolean atEnd() {
        return position == bytes.length;
    }

    /** The next byte. */
    int next() throws MalformedException {
        return take(1)[0] & 0xff;
    }

    /** The next bytes. */
    byte[] take(int count) throws MalformedException {
        if (bytes.length - position < count) {
            throw new MalformedException("cut at " + bytes.length);
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    /** Fails unless all was read. */
    void end() throws MalformedException {
        if (!atEnd()) {
            throw new MalformedException((bytes.length - position) + " bytes behind the end of the file");
        }
    }
}
