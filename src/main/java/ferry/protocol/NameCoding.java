package ferry.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

/**
 * The way between the bytes of a name and text, without loss in both directions.
 *
 * <p>A byte that is no text in the charset becomes a lone surrogate, U+DC00 plus the byte (U+DC80 to U+DCFF), and goes
 * back to this byte. So a name in any encoding can be listed, sent back by the client and found again.
 *
 * @param charset the charset of the bytes; any charset that has ASCII in its lower half
 */
public record NameCoding(Charset charset) {
    /** UTF-8, the charset of RFC 2640 and of names on the disk. */
    public static final NameCoding UTF_8 = new NameCoding(StandardCharsets.UTF_8);

    private static final char ESCAPE = '\udc00';

    /** Bytes below are digits, letters and marks that some charsets use inside a character; no separator is among them. */
    private static final int FIRST_INSIDE = '0';

    /**
     * The charset of this name, for configurations; throws IllegalArgumentException that says why it cannot be used for
     * names: it is not known, or ASCII does not stand for itself in it.
     */
    public static NameCoding named(String name) {
        try {
            var charset = Charset.forName(name);
            if (charset.equals(StandardCharsets.UTF_8) || keepsAscii(charset)) {
                return new NameCoding(charset);
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("the charset \"" + name + "\" is not known", e);
        }
        throw new IllegalArgumentException(
                "the charset \"" + name + "\" cannot be used for names: its lower half is not ASCII");
    }

    private static boolean keepsAscii(Charset charset) {
        var ascii = new byte[0x80];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        String text = new String(ascii, StandardCharsets.US_ASCII);
        return charset.canEncode()
                && new String(ascii, charset).equals(text)
                && Arrays.equals(text.getBytes(charset), ascii)
                && keepsSeparators(new NameCoding(charset));
    }

    /** No byte of a separator, a line end or a blank is ever the second one of a character. */
    private static boolean keepsSeparators(NameCoding coding) {
        var pairs = new ByteArrayOutputStream();
        var separators = new StringBuilder();
        for (int first = 0x80; first <= 0xff; first++) {
            for (int second = 0; second < FIRST_INSIDE; second++) {
                pairs.write(first);
                pairs.write(second);
                separators.append((char) second);
            }
        }
        var kept = new StringBuilder();
        coding.decode(pairs.toByteArray()).chars().filter(c -> c < FIRST_INSIDE).forEach(kept::appendCodePoint);
        return kept.compareTo(separators) == 0;
    }

    /** The text of these bytes. */
    public String decode(byte[] bytes, int from, int to) {
        if (ascii(bytes, from, to)) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes, from, to - from);
        var out = CharBuffer.allocate(2 * (to - from) + 2);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                break;
            }
            // One byte and no more: what the decoder refuses may end in a byte that is ASCII.
            out.put((char) (ESCAPE + (in.get() & 0xff)));
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** The text of all these bytes. */
    public String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** Whether these bytes are text in the charset, without any escape. */
    public boolean decodes(byte[] bytes, int from, int to) {
        return decode(bytes, from, to).chars().noneMatch(NameCoding::escape);
    }

    /**
     * The bytes of this text. A character that the charset does not have, and a byte that would be mistaken for text, is
     * escaped; {@link #name} leads back.
     */
    public byte[] encode(String text) {
        byte[] bytes = bytes(text);
        boolean whole = charset.equals(StandardCharsets.UTF_8)
                || (!NameEscapes.in(text) && decode(bytes).equals(text));
        return whole ? bytes : NameEscapes.escape(text, charset).getBytes(charset);
    }

    /** The name that a client means by this text, which it has seen as {@link #encode} wrote it. */
    public String name(String text) {
        return charset.equals(StandardCharsets.UTF_8) ? text : NameEscapes.unescape(text);
    }

    /** The bytes that were decoded to this text. */
    public byte[] bytes(String text) {
        if (plain(text)) {
            return text.getBytes(charset);
        }
        var bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (loneEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(charset));
                bytes.write(text.charAt(i) - ESCAPE);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(charset));
        return bytes.toByteArray();
    }

    /** Whether this text can be said in the charset without loss. */
    public boolean encodes(String text) {
        return decode(bytes(text)).equals(text);
    }

    private static boolean ascii(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (escape(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean loneEscape(String text, int i) {
        return escape(text.charAt(i)) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** Whether this stands for a byte. */
    static boolean escape(int c) {
        return c >= 0xdc80 && c <= 0xdcff;
    }
}
