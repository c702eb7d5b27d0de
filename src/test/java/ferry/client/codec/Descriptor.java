package ferry.client.codec;

/** The descriptor codes of block and compressed mode: RFC 959, section 3.4.2. */
final class Descriptor {
    static final int END_OF_RECORD = 128;
    static final int END_OF_FILE = 64;
    static final int SUSPECT = 32;
    static final int MARKER = 16;

    private Descriptor() {}

    /** Fails unless the bits are assigned, and together make sense. */
    static int check(int descriptor) throws MalformedException {
        boolean marker = (descriptor & MARKER) != 0;
        if ((descriptor & 15) != 0 || (marker && descriptor != MARKER)) {
            throw new MalformedException("the descriptor " + descriptor);
        }
        return descriptor;
    }

    /** Whether a descriptor has this bit. */
    static boolean has(int descriptor, int bit) {
        return (descriptor & bit) != 0;
    }
}
