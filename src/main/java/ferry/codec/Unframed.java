package ferry.codec;

import java.io.IOException;

/** Takes what a transfer mode carries: bytes, the ends of records, restart markers. */
interface Unframed {
    /** Takes bytes of the representation. */
    void data(byte[] bytes, int from, int length) throws IOException;

    /** Takes the end of a record. */
    void endRecord() throws IOException;

    /** Takes a restart marker, which stands behind all that came before. */
    void marker(byte[] text) throws IOException;
}
