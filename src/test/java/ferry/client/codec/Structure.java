package ferry.client.codec;

/** What a file is made of: STRU, RFC 959, section 3.1.2. */
enum Structure {
    /** Bytes. */
    FILE("F"),
    /** Records; on the disk of the server its lines. */
    RECORD("R");

    private final String code;

    Structure(String code) {
        this.code = code;
    }

    /** The argument of STRU. */
    String code() {
        return code;
    }
}
