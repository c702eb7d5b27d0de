package ferry.codec;

/** The descriptor codes of block and compressed mode, one bit each: RFC 959, section 3.4.2. */
final class Descriptor {
    /** Nothing special. */
    static final int NONE = 0;

    /** The data are a restart marker. */
    static final int MARKER = 16;

    /** The sender suspects errors in the data. */
    static final int SUSPECT = 32;

    /** The file ends behind the data. */
    static final int END_OF_FILE = 64;

    /** The record ends behind the data. */
    static final int END_OF_RECORD = 128;

    private static final int KNOWN = MARKER | SUSPECT | END_OF_FILE | END_OF_RECORD;

    private Descriptor() {}

    /** The same descriptor; refused when it has a bit that means nothing. */
    static int known(int descriptor) throws RefusedDataException {
        if ((descriptor & ~KNOWN) != 0) {
            throw RefusedDataException.malformed("A descriptor has bits that mean nothing");
        }
        return descriptor;
    }

    /** Whether this bit is set. */
    static boolean has(int descriptor, int bit) {
        return (descriptor & bit) != 0;
    }
}
