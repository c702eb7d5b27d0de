package ferry.codec;

/** The control codes of record structure in stream mode: the escape byte and what follows it. RFC 959, section 3.4.1. */
final class Escape {
    /** Begins a control code; doubled it is a byte of the file. */
    static final int BYTE = 0xff;

    /** The end of a record. */
    static final int RECORD = 1;

    /** The end of the file. */
    static final int FILE = 2;

    private Escape() {}
}
