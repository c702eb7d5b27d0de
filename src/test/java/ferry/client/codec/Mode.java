package ferry.client.codec;

/** How a file is put on the data connection: MODE, RFC 959, section 3.4, and the draft for deflate. */
enum Mode {
    /** As it is. */
    STREAM("S"),
    /** In blocks with headers. */
    BLOCK("B"),
    /** In strings, with runs of a byte told by their length. */
    COMPRESSED("C"),
    /** As in stream mode, in the format of zlib. */
    DEFLATE("Z");

    private final String code;

    Mode(String code) {
        this.code = code;
    }

    /** The argument of MODE. */
    String code() {
        return code;
    }

    /** Whether there are restart markers: RFC 959, section 3.5. */
    boolean marks() {
        return this == BLOCK || this == COMPRESSED;
    }
}
