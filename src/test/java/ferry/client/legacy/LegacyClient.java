package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ferry.client.FerryServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A legacy client over a raw socket. What it says goes in one segment, without a line end. */
public final class LegacyClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * A frame that came.
     *
     * @param header its header
     * @param body its file
     */
    record Frame(JsonObject header, String body) {
        /** A text of the header. */
        String text(String key) {
            return header.get(key).getAsString();
        }
    }

    /** Connects to the legacy port. */
    LegacyClient(FerryServer server) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.legacyPort()));
    }

    /** Connects to another port. */
    public LegacyClient(InetSocketAddress address) {
        try {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text in UTF-8. */
    LegacyClient say(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes. */
    public LegacyClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes, each in a segment of its own. */
    LegacyClient sendByteByByte(byte[] bytes) {
        for (byte b : bytes) {
            send(new byte[] {b});
        }
        return this;
    }

    /** Says that nothing more will be sent. */
    void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads as many bytes as this text has in UTF-8, and compares. */
    LegacyClient expect(String text) {
        return expect(text, StandardCharsets.UTF_8);
    }

    /** Reads as many bytes as this text has in a charset, and compares. */
    LegacyClient expect(String text, Charset charset) {
        assertEquals(text, new String(read(text.getBytes(charset).length), charset));
        return this;
    }

    /** Makes sure that nothing was sent meanwhile, and that the connection still lives. */
    public LegacyClient expectNothing() {
        return say("no verb\n").expect("no verb\n");
    }

    /** Reads what one read brings, as the tutorials do. */
    String rest() {
        try {
            var bytes = new byte[1024];
            int count = in.read(bytes);
            return new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads till the server closes. */
    String everything() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the length of a header, and nothing of what follows. */
    void expectLength() {
        assertEquals(true, read(4)[0] > 0);
    }

    /** Reads a frame. */
    Frame frame() {
        int length = ByteBuffer.wrap(read(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        var header = JsonParser.parseString(new String(read(length), StandardCharsets.UTF_8))
                .getAsJsonObject();
        int size = header.get("file_size").getAsInt();
        return new Frame(header, new String(read(size), StandardCharsets.ISO_8859_1));
    }

    private byte[] read(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            assertEquals(count, bytes.length, () -> "closed after " + new String(bytes, StandardCharsets.ISO_8859_1));
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server closes the connection and sends nothing before. */
    boolean closed() {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // closed while bytes were on their way
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame with this header and this file. */
    static byte[] frame(String header, String file) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(json.length)
                .array();
        return Bytes.concat(length, json, file.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code post} and, in the same segment, its frame as the tutorial has it; {@code more} is for its header. */
    public static byte[] post(String name, String file, String... more) {
        String header = header(name, file, md5(file), more);
        return Bytes.concat("post".getBytes(StandardCharsets.US_ASCII), frame(header, file));
    }

    /** The tutorial's header with this digest; {@code more} are further members. */
    static String header(String name, String file, String digest, String... more) {
        String members = more.length == 0 ? "" : ", " + String.join(", ", more);
        return "{\"filename\": \"%s\", \"file_size\": %d, \"md5\": \"%s\"%s}"
                .formatted(name, file.length(), digest, members);
    }

    /** The MD5 of a file whose characters are bytes. */
    @SuppressWarnings("deprecation") // the tutorials' digest is this one
    static String md5(String file) {
        return digest(Hashing.md5(), file);
    }

    /** A digest of a file whose characters are bytes. */
    static String digest(HashFunction function, String file) {
        return function.hashString(file, StandardCharsets.ISO_8859_1).toString();
    }
}
