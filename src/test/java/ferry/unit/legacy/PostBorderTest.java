package ferry.unit.legacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.primitives.Bytes;
import ferry.legacy.CommandReader;
import ferry.legacy.CommandReader.Input;
import ferry.legacy.Frame;
import ferry.legacy.FrameException;
import ferry.legacy.Received;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code post} ends and its frame begins. */
final class PostBorderTest {
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Segments segments = new Segments();
    private final Received received = new Received(segments, new byte[0]);
    private final CommandReader reader = new CommandReader(received, whole -> false);

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 13, 31, 32, 97, 100, 127, 255, 256, 266, 2570, 0x6161, 0x7b7b, 0xff41, 65_535})
    void findsAFrameOfAnyLengthInTheSameSegment(int length) throws IOException {
        byte[] header = header(length);

        segments.then(Bytes.concat(bytes("post my file.txt"), length(length), header));

        assertEquals("post my file.txt", words());
        assertArrayEquals(header, Frame.readHeader(received, IDLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "post ", "post a.txt", "post\n", "post a.txt\r\n", "post {\"a\"}"})
    void findsTheFrameBehindEveryFormOfTheCommand(String command) throws IOException {
        byte[] header = header(112); // 'p' as its first byte

        segments.then(Bytes.concat(bytes(command), length(112), header));

        assertEquals(command, words());
        assertArrayEquals(header, Frame.readHeader(received, IDLE));
    }

    @Test
    void findsAFrameThatComesByteByByte() throws IOException {
        byte[] header = header(100);
        for (byte b : Bytes.concat(bytes("post a.txt"), length(100), header)) {
            segments.then(new byte[] {b});
        }

        assertEquals("post a.txt", words());
        assertArrayEquals(header, Frame.readHeader(received, IDLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 256, 0x6464, 0x0164})
    void findsTheFrameWhereverTheSegmentsEnd(int length) throws IOException {
        byte[] all = Bytes.concat(bytes("post name"), length(length), header(length), bytes("file"));
        for (int cut = 1; cut < 20; cut++) {
            var twoSegments =
                    new Segments().then(Arrays.copyOf(all, cut)).then(Arrays.copyOfRange(all, cut, all.length));
            var pieces = new Received(twoSegments, new byte[0]);

            var input = new CommandReader(pieces, whole -> false).next(IDLE);

            assertArrayEquals(bytes("post name"), ((Input.Words) input).bytes(), "cut at " + cut);
            assertEquals(length, Frame.readHeader(pieces, IDLE).length);
        }
    }

    @Test
    void takesPostAloneWhenNothingFollowsForAShortTime() throws IOException {
        byte[] header = header(100);
        segments.then("post a.txt").thenQuiet().then(Bytes.concat(length(100), header));

        assertEquals("post a.txt", words());
        assertArrayEquals(header, Frame.readHeader(received, IDLE));
    }

    @Test
    void waitsLongerOnceTheFrameHasBegun() throws IOException {
        segments.then("post").then(length(100)).then(header(100));

        assertEquals("post", words());
        assertEquals(List.of(IDLE, Duration.ofMillis(50), IDLE), segments.limits());
    }

    @Test
    void findsTheFrameBehindAnotherCommandAndALongSegment() throws IOException {
        byte[] filler = bytes("x".repeat(8000) + "\n");
        segments.then(Bytes.concat(filler, bytes("post"), length(60_000), header(60_000)));

        assertEquals(8001, words().length());
        assertEquals("post", words());
        assertEquals(60_000, Frame.readHeader(received, IDLE).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 65_537, 70_000, 1_000_000_000})
    void leavesALengthThatNoHeaderHasToTheFrame(int length) throws IOException {
        segments.then(Bytes.concat(bytes("post"), length(length), header(100)));

        assertEquals("post", words().substring(0, 4));
        var failure = assertThrows(FrameException.class, () -> Frame.readHeader(received, IDLE));
        assertEquals(
                "the header would have", String.valueOf(failure.getMessage()).substring(0, 21));
    }

    @Test
    void takesAWordThatOnlyBeginsLikePostAsText() throws IOException {
        segments.then("postcard").thenQuiet().then("postcards").thenQuiet();

        assertEquals("postcard", words());
        assertEquals("postcards", words());
    }

    @Test
    void neverFailsWhateverFollowsPost() throws IOException {
        var random = new Random(959);
        for (int round = 0; round < 20_000; round++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            var all = Bytes.concat(bytes("post"), bytes);
            var pieces = new Received(new Segments().then(all), new byte[0]);

            var read = new byte[0];
            var commands = new CommandReader(pieces, whole -> false);
            while (commands.next(IDLE) instanceof Input.Words(byte[] words)) {
                read = Bytes.concat(read, words);
            }

            assertArrayEquals(all, read);
        }
    }

    private String words() throws IOException {
        return new String(((Input.Words) reader.next(IDLE)).bytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] header(int length) {
        return bytes("{" + " ".repeat(length - 2) + "}");
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
