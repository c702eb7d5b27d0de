package ferry.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

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

    /** The bytes of this text; a character that the charset does not have becomes a question mark. */
    public byte[] encode(String text) {
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
        return decode(encode(text)).equals(text);
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

    private static boolean escape(int c) {
        return c >= 0xdc80 && c <= 0xdcff;
    }
}
