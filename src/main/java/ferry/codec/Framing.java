package ferry.codec;

import java.io.IOException;

/** Writes bytes, the ends of records and the end of the file in the way of a transfer mode: RFC 959, section 3.4. */
sealed interface Framing permits StreamFraming, EscapedFraming, DescribedFraming {
    /** Writes bytes of the representation. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** Ends a record. */
    void endRecord() throws IOException;

    /** Puts a restart marker behind all that was written; only where the mode has such. */
    void mark(String text) throws IOException;

    /** Ends the file. */
    void finish() throws IOException;
}
