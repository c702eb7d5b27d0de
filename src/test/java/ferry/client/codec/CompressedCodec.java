package ferry.client.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Compressed mode: RFC 959, section 3.4.3.
 *
 * <p>A descriptor applies to the string of bytes behind it. Where a record or a file ends with no byte left to send,
 * that string is one of no filler bytes: a byte string must have a byte, a filler string need not.
 */
final class CompressedCodec {
    private static final int LONGEST_STRING = 127;
    private static final int LONGEST_RUN = 63;
    private static final int REPLICATED = 0x80;
    private static final int FILLER = 0xc0;

    private CompressedCodec() {}

    /** The strings of a file. */
    static byte[] encode(Symbols symbols, int filler, Style style) {
        var wire = new ByteArrayOutputStream();
        boolean ended = false;
        int position = 0;
        mark(wire, style, position);
        while (position < symbols.length()) {
            int limit = style.limit(position, symbols);
            int bytes = symbols.bytesFrom(position, Math.min(limit, position + LONGEST_STRING));
            var string = bytes == 0
                    ? new byte[] {(byte) FILLER}
                    : string(symbols, position, position + bytes, filler, style);
            position += count(string);
            int descriptor = 0;
            boolean record = position < limit && symbols.at(position) == Symbols.END_OF_RECORD;
            if (record && (bytes == 0 || !style.wastes())) {
                position++;
                descriptor |= Descriptor.END_OF_RECORD;
            }
            if (position == symbols.length() && !style.marked(position) && !style.wastes()) {
                ended = true;
                descriptor |= Descriptor.END_OF_FILE;
            }
            escape(wire, descriptor);
            wire.writeBytes(string);
            mark(wire, style, position);
        }
        if (!ended) {
            escape(wire, Descriptor.END_OF_FILE);
            wire.write(FILLER);
        }
        return wire.toByteArray();
    }

    private static int count(byte[] string) {
        int first = string[0] & 0xff;
        return first < REPLICATED ? first : first & LONGEST_RUN;
    }

    /** The next string of at most 127 bytes: a run as such if it pays, or if the style is to waste. */
    private static byte[] string(Symbols symbols, int position, int limit, int filler, Style style) {
        int run = style.chunk(Math.min(symbols.runFrom(position, limit), LONGEST_RUN));
        int symbol = symbols.at(position);
        if (symbol == filler && (run > 1 || style.wastes())) {
            return new byte[] {(byte) (FILLER | run)};
        }
        if (run > 2 || style.wastes()) {
            return new byte[] {(byte) (REPLICATED | run), (byte) symbol};
        }
        int end = position + 1;
        while (end < limit && symbols.runFrom(end, Math.min(limit, end + 3)) < 3) {
            end++;
        }
        byte[] string = new byte[1 + style.chunk(end - position)];
        string[0] = (byte) (string.length - 1);
        for (int i = 1; i < string.length; i++) {
            string[i] = (byte) symbols.at(position + i - 1);
        }
        return string;
    }

    private static void escape(ByteArrayOutputStream wire, int descriptor) {
        if (descriptor != 0) {
            wire.write(0);
            wire.write(descriptor);
        }
    }

    private static void mark(ByteArrayOutputStream wire, Style style, int position) {
        if (style.marked(position)) {
            byte[] text = Integer.toString(position).getBytes(US_ASCII);
            escape(wire, Descriptor.MARKER);
            wire.write(text.length);
            wire.writeBytes(text);
        }
    }

    /** The other way. */
    static Decoded decode(byte[] bytes, int filler) throws MalformedException {
        var symbols = new Symbols.Builder();
        var marks = new ArrayList<Decoded.Mark>();
        var wire = new Wire(bytes);
        int descriptor = 0;
        while (!Descriptor.has(descriptor, Descriptor.END_OF_FILE)) {
            if (wire.atEnd()) {
                throw new MalformedException("no end of file");
            }
            int first = wire.next();
            descriptor = first == 0 ? Descriptor.check(wire.next()) : 0;
            byte[] string = string(wire, first == 0 ? wire.next() : first, filler);
            if (descriptor == Descriptor.MARKER) {
                marks.add(Decoded.mark(string, symbols.length()));
                continue;
            }
            for (byte each : string) {
                symbols.add(each & 0xff);
            }
            if (Descriptor.has(descriptor, Descriptor.END_OF_RECORD)) {
                symbols.add(Symbols.END_OF_RECORD);
            }
        }
        wire.end();
        return new Decoded(symbols.build(), marks);
    }

    private static byte[] string(Wire wire, int first, int filler) throws MalformedException {
        if (first == 0) {
            throw new MalformedException("an escape that no string of bytes follows");
        }
        if (first < REPLICATED) {
            return wire.take(first);
        }
        byte[] run = new byte[first & LONGEST_RUN];
        Arrays.fill(run, (byte) (first < FILLER ? wire.next() : filler));
        return run;
    }
}
