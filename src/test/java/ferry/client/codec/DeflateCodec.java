package ferry.client.codec;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate mode: the bytes of stream mode in the format of zlib. */
final class DeflateCodec {
    private DeflateCodec() {}

    /** Deflates at once, or bit by bit with a flush now and then, as the style has it. */
    static byte[] encode(byte[] bytes, Style style) {
        var wire = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        var deflater = new Deflater();
        try {
            int position = 0;
            while (position < bytes.length) {
                int count = style.chunk(bytes.length - position);
                deflater.setInput(bytes, position, count);
                int flush = style.wastes() ? Deflater.FULL_FLUSH : Deflater.NO_FLUSH;
                int made = buffer.length;
                while (made == buffer.length) {
                    made = deflater.deflate(buffer, 0, buffer.length, flush);
                    wire.write(buffer, 0, made);
                }
                position += count;
            }
            deflater.finish();
            while (!deflater.finished()) {
                wire.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        return wire.toByteArray();
    }

    /** The other way. */
    static byte[] decode(byte[] bytes) throws MalformedException {
        var file = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        var inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new MalformedException("the end of the deflated data is missing");
                }
                file.write(buffer, 0, count);
            }
            if (inflater.getRemaining() > 0) {
                throw new MalformedException(inflater.getRemaining() + " bytes behind the deflated data");
            }
        } catch (DataFormatException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        } finally {
            inflater.end();
        }
        return file.toByteArray();
    }
}
