package ferry.unit.legacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ferry.file.Digest;
import ferry.legacy.Frame;
import ferry.legacy.FrameException;
import ferry.legacy.Received;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head of a frame. */
final class FrameTest {
    private static final Duration IDLE = Duration.ofMinutes(5);

    @Test
    void beginsWithItsLengthInLittleEndian() {
        byte[] frame = Frame.file("a", 5, Digest.MD5, "0f");

        String json = "{\"filename\":\"a\",\"file_size\":5,\"md5\":\"0f\",\"hash\":\"0f\"}";
        assertArrayEquals(new byte[] {(byte) json.length(), 0, 0, 0}, Arrays.copyOf(frame, 4));
        assertEquals(json, new String(frame, 4, frame.length - 4, StandardCharsets.UTF_8));
    }

    @Test
    void namesTheDigestByItsAlgorithm() {
        var header = header(Frame.file("a", 5, Digest.SHA256, "0f"));

        assertEquals(Set.of("filename", "file_size", "sha256", "hash"), header.keySet());
    }

    @Test
    void isAsciiWhateverTheNameIs() {
        byte[] frame = Frame.file("文件 <'&'> \"\\ \ud83d\ude00 \udcff\u007f.txt", 5, Digest.MD5, "0f");

        for (int i = 4; i < frame.length; i++) {
            assertEquals(true, frame[i] >= ' ' && frame[i] < 0x7f, "byte " + i + " is " + frame[i]);
        }
        assertEquals(
                "文件 <'&'> \"\\ \ud83d\ude00 \udcff\u007f.txt",
                header(frame).get("filename").getAsString());
    }

    @Test
    void bringsAnErrorThatFailsEveryCheck() {
        var header = header(Frame.error("a", Digest.MD5, "No such file"));

        assertEquals("a", header.get("filename").getAsString());
        assertEquals(0, header.get("file_size").getAsLong());
        assertEquals("", header.get("md5").getAsString());
        assertEquals("", header.get("hash").getAsString());
        assertEquals("No such file", header.get("error").getAsString());
    }

    @Test
    void tellsThatAFileWasStored() {
        var header = header(Frame.stored("a", Digest.MD5, "0f"));

        assertEquals("ok", header.get("status").getAsString());
        assertEquals("0f", header.get("md5").getAsString());
    }

    @Test
    void tellsThatAFileWasNotStored() {
        var header = header(Frame.notStored("a", Digest.MD5, "", "Permission denied"));

        assertEquals("error", header.get("status").getAsString());
        assertEquals("Permission denied", header.get("error").getAsString());
        assertEquals("", header.get("md5").getAsString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_535, 65_536})
    void readsAHeaderOfUpTo64Kibibytes(int length) throws IOException {
        var segments = new Segments().then(length(length)).then("x".repeat(length) + "rest");
        var received = new Received(segments, new byte[0]);

        assertEquals("x".repeat(length), new String(Frame.readHeader(received, IDLE), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 65_537, Integer.MAX_VALUE})
    void refusesOtherLengthsBeforeItReadsOn(int length) {
        var segments = new Segments().then(length(length)).then("x".repeat(100));
        var received = new Received(segments, new byte[0]);

        assertThrows(FrameException.class, () -> Frame.readHeader(received, IDLE));
        assertEquals(1, segments.limits().size());
    }

    @Test
    void refusesAHeaderThatEndsEarly() {
        var received = new Received(new Segments().then(length(10)).then("{"), new byte[0]);

        assertThrows(FrameException.class, () -> Frame.readHeader(received, IDLE));
    }

    @Test
    void waitsForTheRestOfAHeaderNoLongerThanTheLimit() {
        var segments = new Segments().then(length(10)).then("{").thenQuiet();
        var received = new Received(segments, new byte[0]);

        assertThrows(FrameException.class, () -> Frame.readHeader(received, IDLE));
        assertEquals(IDLE, segments.limits().getLast());
    }

    private static JsonObject header(byte[] frame) {
        int length = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt();
        assertEquals(frame.length - 4, length);
        return JsonParser.parseString(new String(frame, 4, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }
}
