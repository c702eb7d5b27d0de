package ferry.codec;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A code page of EBCDIC as a table between the bytes of a file, taken as ISO 8859-1, and those of TYPE E. Each byte has
 * a partner of its own, so that nothing is lost on the way there and back.
 *
 * <p>Where a code page lacks characters of ISO 8859-1 the bytes that are left over on both sides are partners in their
 * order: in IBM1140 the euro sign stands for the currency sign, as in ISO 8859-15.
 */
public final class CodePage {
    private static final int SIZE = 256;

    /** The end of a line, RFC 959, section 3.1.1.2. */
    private static final byte NEW_LINE = 0x15;

    private final String name;
    private final byte[] toNetwork = new byte[SIZE];
    private final byte[] toFile = new byte[SIZE];

    private CodePage(String name) {
        this.name = name;
    }

    /** The code page of this charset; IllegalArgumentException when it is no EBCDIC of one byte a character. */
    public static CodePage of(Charset charset) {
        if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1 || !ebcdic(charset)) {
            throw new IllegalArgumentException(
                    "an EBCDIC code page of one byte a character, such as IBM1047 or IBM037, is needed, not \""
                            + charset.name() + "\"");
        }
        var page = new CodePage(charset.name());
        page.fill(charset.newEncoder());
        page.exchange('\n', NEW_LINE);
        return page;
    }

    private static boolean ebcdic(Charset charset) {
        byte[] letters = "AJSaz09 ".getBytes(charset);
        byte[] known = {(byte) 0xc1, (byte) 0xd1, (byte) 0xe2, (byte) 0x81, (byte) 0xa9, (byte) 0xf0, (byte) 0xf9, 0x40
        };
        return Arrays.equals(letters, known);
    }

    private void fill(CharsetEncoder encoder) {
        var files = new BitSet(SIZE);
        var networks = new BitSet(SIZE);
        for (int file = 0; file < SIZE; file++) {
            int network = code(encoder, (char) file);
            if (network >= 0 && !networks.get(network)) {
                pair(file, network);
                files.set(file);
                networks.set(network);
            }
        }
        for (int file = files.nextClearBit(0); file < SIZE; file = files.nextClearBit(file + 1)) {
            int network = networks.nextClearBit(0);
            networks.set(network);
            pair(file, network);
        }
    }

    private static int code(CharsetEncoder encoder, char c) {
        try {
            return encoder.encode(CharBuffer.wrap(new char[] {c})).get() & 0xff;
        } catch (CharacterCodingException _) {
            return -1;
        }
    }

    private void pair(int file, int network) {
        toNetwork[file] = (byte) network;
        toFile[network] = (byte) file;
    }

    private void exchange(int file, int network) {
        int otherNetwork = toNetwork[file] & 0xff;
        int otherFile = toFile[network] & 0xff;
        pair(otherFile, otherNetwork);
        pair(file, network);
    }

    /** The name of its charset. */
    public String name() {
        return name;
    }

    /** The bytes on the data connection, by the byte in the file. */
    byte[] toNetwork() {
        return toNetwork;
    }

    /** The bytes in the file, by the byte on the data connection. */
    byte[] toFile() {
        return toFile;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodePage page && page.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
