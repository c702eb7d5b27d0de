package ferry.client.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;

/** Block mode: RFC 959, section 3.4.2. */
final class BlockCodec {
    private static final int LARGEST = 0xffff;

    private BlockCodec() {}

    /** The blocks of a file. */
    static byte[] encode(Symbols symbols, Style style) {
        var wire = new ByteArrayOutputStream();
        boolean ended = false;
        int position = 0;
        mark(wire, style, position);
        while (position < symbols.length()) {
            if (style.wastes()) {
                block(wire, 0, new byte[0]);
            }
            int limit = style.limit(position, symbols);
            byte[] data = new byte[style.chunk(symbols.bytesFrom(position, Math.min(limit, position + LARGEST)))];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) symbols.at(position + i);
            }
            position += data.length;
            int descriptor = 0;
            boolean record = position < limit && symbols.at(position) == Symbols.END_OF_RECORD;
            if (record && (data.length == 0 || !style.wastes())) {
                position++;
                descriptor |= Descriptor.END_OF_RECORD;
            }
            if (position == symbols.length() && !style.marked(position) && !style.wastes()) {
                ended = true;
                descriptor |= Descriptor.END_OF_FILE;
            }
            block(wire, descriptor, data);
            mark(wire, style, position);
        }
        if (!ended) {
            block(wire, Descriptor.END_OF_FILE, new byte[0]);
        }
        return wire.toByteArray();
    }

    private static void mark(ByteArrayOutputStream wire, Style style, int position) {
        if (style.marked(position)) {
            block(wire, Descriptor.MARKER, Integer.toString(position).getBytes(US_ASCII));
        }
    }

    /** A block of this descriptor and data, whatever they are. */
    static byte[] block(int descriptor, byte[] data) {
        var wire = new ByteArrayOutputStream();
        block(wire, descriptor, data);
        return wire.toByteArray();
    }

    private static void block(ByteArrayOutputStream wire, int descriptor, byte[] data) {
        wire.write(descriptor);
        wire.write(data.length >> 8);
        wire.write(data.length);
        wire.writeBytes(data);
    }

    /** The other way. */
    static Decoded decode(byte[] bytes) throws MalformedException {
        var symbols = new Symbols.Builder();
        var marks = new ArrayList<Decoded.Mark>();
        var wire = new Wire(bytes);
        int descriptor = 0;
        while (!Descriptor.has(descriptor, Descriptor.END_OF_FILE)) {
            if (wire.atEnd()) {
                throw new MalformedException("no end of file");
            }
            descriptor = Descriptor.check(wire.next());
            int count = wire.next() << 8;
            count |= wire.next();
            byte[] data = wire.take(count);
            if (descriptor == Descriptor.MARKER) {
                marks.add(Decoded.mark(data, symbols.length()));
                continue;
            }
            for (byte each : data) {
                symbols.add(each & 0xff);
            }
            if (Descriptor.has(descriptor, Descriptor.END_OF_RECORD)) {
                symbols.add(Symbols.END_OF_RECORD);
            }
        }
        wire.end();
        return new Decoded(symbols.build(), marks);
    }
}
