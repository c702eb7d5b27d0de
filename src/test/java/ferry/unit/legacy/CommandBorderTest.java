package ferry.unit.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.legacy.CommandReader;
import ferry.legacy.CommandReader.Input;
import ferry.legacy.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a command without a terminator ends. */
final class CommandBorderTest {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration SETTLE = Duration.ofMillis(50);

    private final Segments segments = new Segments();

    @Test
    void takesAWholeCommandAtOnce() throws IOException {
        segments.then("get a.txt");

        assertEquals("get a.txt", words(reader("get a.txt")));
        assertEquals(List.of(IDLE), segments.limits());
    }

    @Test
    void takesAShortTextAtOnce() throws IOException {
        segments.then("hi");

        assertEquals("hi", words(reader("hi")));
        assertEquals(List.of(IDLE), segments.limits());
    }

    @Test
    void takesBytesThatWereReadBefore() throws IOException {
        var received = new Received(segments, bytes("dirs"));

        assertEquals("dirs", words(new CommandReader(received, whole -> true)));
        assertEquals(List.of(), segments.limits());
    }

    @Test
    void joinsACommandThatComesInPieces() throws IOException {
        segments.then("ge").then("t a.t").then("xt");

        assertEquals("get a.txt", words(reader("get a.txt")));
        assertEquals(List.of(IDLE, SETTLE, SETTLE), segments.limits());
    }

    @Test
    void takesWhatNothingMoreFollows() throws IOException {
        segments.then("get missing").thenQuiet();

        assertEquals("get missing", words(reader()));
    }

    @Test
    void takesTheLongerNameWhenItCameInTheSamePiece() throws IOException {
        segments.then("get a.txt.old");

        assertEquals("get a.txt.old", words(reader("get a.txt", "get a.txt.old")));
    }

    @Test
    void separatesCommandsAtLineEnds() throws IOException {
        segments.then("chdir sub\r\ndirs\nget missing\r\n");
        var reader = reader();

        assertEquals("chdir sub\r\n", words(reader));
        assertEquals("dirs\n", words(reader));
        assertEquals("get missing\r\n", words(reader));
        assertEquals(List.of(IDLE), segments.limits());
    }

    @Test
    void readsOnBehindALineEnd() throws IOException {
        segments.then("dirs\nget a").then(".txt");
        var reader = reader("get a.txt");

        assertEquals("dirs\n", words(reader));
        assertEquals("get a.txt", words(reader));
        assertEquals(List.of(IDLE, SETTLE), segments.limits());
    }

    @Test
    void doesNotActWhileMoreIsThere() throws IOException {
        String longer = "get " + "x".repeat(2000);
        segments.then(longer);

        assertEquals(longer, words(reader(longer, longer.substring(0, 512))));
    }

    @Test
    void keepsNoMoreThanEightKibibytes() throws IOException {
        segments.then("x".repeat(8 * 1024)).thenQuiet().then("dirs\n");
        var reader = reader();

        assertEquals(8 * 1024, words(reader).length());
        assertEquals("dirs\n", words(reader));
    }

    @Test
    void findsNoCommandWithinALongText() throws IOException {
        String text = "x".repeat(8 * 1024) + "get a.txt" + "x".repeat(20_000);
        segments.then(text + "\npaths\n");
        var reader = reader();

        assertEquals(8 * 1024, words(reader).length());
        assertEquals(text.substring(8 * 1024) + '\n', rest(reader, '\n'));
        assertEquals("paths\n", words(reader));
    }

    @Test
    void endsALongTextWithItsSegment() throws IOException {
        segments.then("x".repeat(10_000)).then("dirs\n");
        var reader = reader();

        assertEquals(8 * 1024, words(reader).length());
        assertEquals(10_000 - 8 * 1024, rest(reader, ' ').length());
        assertEquals("dirs\n", words(reader));
    }

    /** Reads a long text up to its end, or up to this character. */
    private static String rest(CommandReader reader, char last) throws IOException {
        var text = new StringBuilder();
        while (text.length() < 1808 || (last == '\n' && text.charAt(text.length() - 1) != last)) {
            text.append(text(((Input.Rest) reader.next(IDLE)).bytes()));
        }
        return text.toString();
    }

    @Test
    void takesTheLastWordsOfAClientThatHasClosed() throws IOException {
        segments.then("get a");
        var reader = reader();

        assertEquals("get a", words(reader));
        assertEquals(Input.Nothing.CLOSED, reader.next(IDLE));
    }

    @Test
    void tellsWhenNothingCame() throws IOException {
        segments.thenQuiet();

        assertEquals(Input.Nothing.IDLE, reader().next(IDLE));
    }

    private CommandReader reader(String... whole) {
        var set = Set.of(whole);
        return new CommandReader(new Received(segments, new byte[0]), bytes -> set.contains(text(bytes)));
    }

    private static String words(CommandReader reader) throws IOException {
        return switch (reader.next(IDLE)) {
            case Input.Words(byte[] bytes) -> text(bytes);
            case Input.Rest(byte[] bytes) -> "rest of " + bytes.length;
            case Input.Nothing nothing -> nothing.toString();
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
