package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Files that are hard on somebody. None has a CR before a LF: in TYPE A and STRU F that is one end of a line, and the
 * file would come back without it.
 */
enum Content {
    EMPTY(""),
    ONE_END("\n"),
    ENDS_ONLY("\n\n\n\n"),
    ONE_BYTE("a"),
    ONE_LINE("a line\n"),
    NO_LAST_END("one\ntwo"),
    EMPTY_LINES_BETWEEN("\none\n\n\ntwo\n\n"),
    LONE_RETURNS("\ra\r\rb\rc"),
    BLANKS_AT_THE_ENDS("  one  \n \ntwo \n   "),
    ALL_BYTES(allBytes()),
    ALL_BYTES_ALONE_IN_A_LINE(allBytesInLines()),
    ESCAPES("\u00ff\n\u00ff\u00ff\n\u00ff\u0001\u00ff\u0002\u00ff\u0003\n\u00ff\u00ff\u00ff\u00ff"),
    ZEROS("\0\0\0\0\n\0\n\0\0@\0\u0080"),
    RUNS(runs()),
    A_LONG_LINE("x y".repeat(50_000) + "\n"),
    MANY_SHORT_LINES("ab\n".repeat(30_000)),
    BLOCK_AND_ONE("z".repeat(65_536)),
    MEGABYTES(chance(3_000_001));

    private final String text;

    Content(String text) {
        this.text = text;
    }

    /** The file. */
    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }

    /** So many bytes that look like chance and are always the same. */
    static byte[] random(int length) {
        return chance(length).getBytes(ISO_8859_1);
    }

    private static String allBytes() {
        var text = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            text.append(c);
        }
        return text.toString();
    }

    private static String allBytesInLines() {
        var text = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            if (c != '\r') {
                text.append(c).append('\n');
            }
        }
        return text.toString();
    }

    /** Runs of one byte, of the lengths at which one string or block is too short. */
    private static String runs() {
        var text = new StringBuilder();
        for (int length : new int[] {1, 2, 3, 4, 62, 63, 64, 65, 126, 127, 128, 129, 255, 256}) {
            for (String run : new String[] {" ", "\0", "x", "\u00ff", "@", "\u0080", "ab"}) {
                text.append(run.repeat(length)).append(length % 2 == 0 ? "\n" : "");
            }
        }
        return text.toString();
    }

    private static String chance(int length) {
        var random = new Random(length);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 1; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
                bytes[i] = 0;
            }
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        return out.toString(ISO_8859_1);
    }
}
