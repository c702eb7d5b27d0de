package ferry.client.codec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the bytes of a file are represented: TYPE, RFC 959, section 3.1.1. */
enum Type {
    /** NVT-ASCII, whose lines end in CR LF: section 3.1.1.1. */
    ASCII("A", ' '),
    /** EBCDIC, whose lines end in NL: section 3.1.1.2. */
    EBCDIC("E", 0x40),
    /** The bytes as they are: section 3.1.1.3. */
    IMAGE("I", 0);

    private static final int[] TO_EBCDIC = new int[256];
    private static final int[] FROM_EBCDIC = new int[256];

    static {
        var charset = Charset.forName("IBM1047");
        for (int character = 0; character < 256; character++) {
            byte[] latin = {(byte) character};
            int code = new String(latin, StandardCharsets.ISO_8859_1).getBytes(charset)[0] & 0xff;
            TO_EBCDIC[character] = code;
            FROM_EBCDIC[code] = character;
        }
    }

    private final String code;
    private final int filler;

    Type(String code, int filler) {
        this.code = code;
        this.filler = filler;
    }

    /** The argument of TYPE. */
    String code() {
        return code;
    }

    /** The filler byte of compressed mode: section 3.4.3. */
    int filler() {
        return filler;
    }

    /** The code of a character of the file. */
    int represent(int character) {
        return this == EBCDIC ? TO_EBCDIC[character] : character;
    }

    /** The character of the file that has this code. */
    int understand(int code) {
        return this == EBCDIC ? FROM_EBCDIC[code] : code;
    }
}
