package ferry.legacy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import ferry.file.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.io.EndianUtils;

/**
 * A frame: the length of the header in four bytes, little endian, as Python's {@code struct.pack('i', n)} has it on a PC;
 * the header, a JSON object; and as many bytes of file as the header says. Here is all of it but the file.
 */
public final class Frame {
    private static final int LENGTH_BYTES = 4;
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Frame() {}

    /** Reads a length and the header behind it; waits for each piece as long as the limit says. */
    public static byte[] readHeader(Received received, Duration limit) throws IOException {
        int length = EndianUtils.readSwappedInteger(received.exactly(LENGTH_BYTES, limit), 0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new FrameException("the header would have " + length + " bytes");
        }
        return received.exactly(length, limit);
    }

    /** The head of a frame that brings a file. */
    public static byte[] file(String name, long size, Digest digest, String hex) {
        return encoded(header(name, size, digest, hex));
    }

    /** A frame that brings an error: no file, and a digest that no file has, so that an old client's check fails. */
    public static byte[] error(String name, Digest digest, String why) {
        var header = header(name, 0, digest, "");
        header.addProperty("error", why);
        return encoded(header);
    }

    /** A frame that tells a client who asked for it that its file was stored. */
    public static byte[] stored(String name, Digest digest, String hex) {
        var header = header(name, 0, digest, hex);
        header.addProperty("status", "ok");
        return encoded(header);
    }

    /** A frame that tells a client who asked for it why its file was not stored. */
    public static byte[] notStored(String name, Digest digest, String hex, String why) {
        var header = header(name, 0, digest, hex);
        header.addProperty("status", "error");
        header.addProperty("error", why);
        return encoded(header);
    }

    private static JsonObject header(String name, long size, Digest digest, String hex) {
        var header = new JsonObject();
        header.addProperty("filename", name);
        header.addProperty("file_size", size);
        header.addProperty(digest.key(), hex);
        header.addProperty("hash", hex);
        return header;
    }

    private static byte[] encoded(JsonObject header) {
        byte[] json = ascii(GSON.toJson(header)).getBytes(StandardCharsets.US_ASCII);
        var bytes = new byte[LENGTH_BYTES + json.length];
        EndianUtils.writeSwappedInteger(bytes, 0, json.length);
        System.arraycopy(json, 0, bytes, LENGTH_BYTES, json.length);
        return bytes;
    }

    /** Only ASCII, as Python's {@code json.dumps} writes it: clients that read the header as GBK understand it too. */
    private static String ascii(String json) {
        var text = new StringBuilder(json.length() + 16);
        json.chars().forEach(c -> {
            if (c < 0x7f) {
                text.append((char) c);
            } else {
                text.append(String.format("\\u%04x", c));
            }
        });
        return text.toString();
    }
}
