package ferry.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Digest;
import ferry.fuzz.Fuzz;
import ferry.protocol.NameCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The other protocol: commands without ends and frames, from any bytes in any pieces. */
final class LegacyFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String HEADER =
            "{\"filename\":\"a\",\"file_size\":3,\"md5\":\"900150983cd24fb0d6963f7d28e17f72\"}";

    private static Fuzz commands(String name) {
        return Fuzz.of(
                        name,
                        "get ",
                        "post ",
                        "post",
                        "dirs",
                        "paths",
                        "chdir ",
                        "exit",
                        "g",
                        "g a 9001",
                        " ",
                        "\n",
                        "\r\n",
                        "a.txt")
                .and(
                        UTF_8,
                        "\0\0{",
                        "ab\0\0{",
                        HEADER,
                        "{",
                        "}",
                        "\"",
                        "\0",
                        "..",
                        "/",
                        "\u6587",
                        "pos",
                        "ge",
                        "GET / HTTP/1.1")
                .and(
                        ISO_8859_1,
                        "S\0\0\0",
                        "\u00ff\u00ff\u00ff\u00ff",
                        "\u00ff",
                        "\u007f",
                        "\u00c4\u00e3",
                        "x".repeat(4000));
    }

    @Test
    void losesNoByteBetweenCommands() {
        commands("legacy-commands").longest(40_000).run((bytes, choices) -> {
            var source = new Pieces(bytes, 1 + choices.nextInt(600), choices);
            var reader = new CommandReader(new Received(source, new byte[0]), _ -> choices.nextBoolean());
            var all = new ByteArrayOutputStream();
            var outcome = new StringBuilder();
            while (true) {
                switch (reader.next(LIMIT)) {
                    case CommandReader.Input.Words(byte[] words) -> {
                        assertTrue(words.length <= Received.MOST);
                        all.writeBytes(words);
                        outcome.append(outcome.length() < 6 ? "w" + words.length % 5 : "");
                    }
                    case CommandReader.Input.Rest(byte[] rest) -> all.writeBytes(rest);
                    case CommandReader.Input.Nothing.IDLE -> source.goOn();
                    case CommandReader.Input.Nothing.CLOSED -> {
                        assertArrayEquals(bytes, all.toByteArray());
                        return outcome.toString();
                    }
                }
            }
        });
    }

    @Test
    void findsTheSameCommandsHoweverLinesAreCut() {
        commands("legacy-lines").longest(400).run((bytes, choices) -> {
            String expected = words(new Pieces(bytes, bytes.length + 1, choices, 0));
            assertEquals(expected, words(new Pieces(bytes, 1, choices, 0)));
            assertEquals(expected, words(new Pieces(bytes, 20, choices, 0)));
            return "" + expected.length() % 50;
        });
    }

    /** The commands, when nothing is carried out before its end is known. */
    private static String words(Pieces pieces) throws IOException {
        var reader = new CommandReader(new Received(pieces, new byte[0]), _ -> false);
        var words = new StringBuilder();
        for (var next = reader.next(LIMIT); next instanceof CommandReader.Input.Words(byte[] bytes); ) {
            assertTrue(bytes.length > 0, "nothing is no command");
            words.append(new String(bytes, ISO_8859_1)).append('|');
            next = reader.next(LIMIT);
        }
        return words.toString();
    }

    @Test
    void readsAnyCommand() {
        commands("legacy-command").run((bytes, choices) -> {
            String text = NameCoding.UTF_8.decode(bytes);
            var command = LegacyCommand.of(text);
            command.ifPresent(
                    found -> assertEquals(found.name().strip(), found.name().strip()));
            var settings = new LegacySettings("ferry", "tmp", 8001, Digest.MD5, UTF_8, LIMIT);
            var target = CallBackTarget.of(text, settings, _ -> choices.nextBoolean());
            assertTrue(target.port() > 0 && target.port() <= 0xffff);
            return LegacyCommand.begins(text) + " "
                    + command.map(found -> found.verb().word()).orElse("none");
        });
    }

    @Test
    void readsAnyHeaderOrRefusesIt() {
        Fuzz.of(
                        "frame-header",
                        "{",
                        "}",
                        "\"",
                        ":",
                        ",",
                        "[",
                        "]",
                        "\"filename\"",
                        "\"file_size\"",
                        "\"md5\"",
                        "\"hash\"",
                        "\"ack\"")
                .and(
                        UTF_8,
                        "true",
                        "null",
                        "1e9",
                        "1.0",
                        "-1",
                        "\"size\"",
                        "\\u0000",
                        "\\ud800",
                        "\\",
                        "/",
                        HEADER,
                        "NaN",
                        "'",
                        "//",
                        "\ufeff")
                .and(
                        UTF_8,
                        "\"900150983cd24fb0d6963f7d28e17f72\"",
                        "\"a/b\"",
                        "\"../../x\"",
                        "999999999999999999",
                        "[[[[",
                        "{\"a\":")
                .longest(64 * 1024)
                .run((bytes, choices) -> {
                    try {
                        var header = FrameHeader.parse(NameCoding.UTF_8.decode(bytes));
                        assertTrue(header.size() >= 0);
                        assertTrue(header.name().stream().noneMatch(name -> name.isEmpty() || name.contains("/")));
                        return "header " + header.name().isPresent()
                                + header.digest().isPresent() + header.acknowledge();
                    } catch (FrameException e) {
                        return "refused";
                    }
                });
    }

    @Test
    void readsTheHeaderOfAnyFrameOrRefusesIt() {
        commands("frame")
                .and(ISO_8859_1, "\u0000\u0000\u0001\u0000", "\u0001\u0000\u0001\u0000", "\u0000\u0000\u0000\u0080")
                .run((bytes, choices) -> {
                    var received = new Received(new Pieces(bytes, 1 + choices.nextInt(30), choices), new byte[0]);
                    try {
                        byte[] header = Frame.readHeader(received, LIMIT);
                        assertTrue(header.length <= 64 * 1024 && header.length <= bytes.length - 4);
                        return "header " + header.length % 9;
                    } catch (FrameException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
    }

    @Test
    void writesHeadersThatItReads() {
        Fuzz.of("frame-round-trip", "a", "\"", "\\", "\u6587", "\ud83d\ude00", "\u2028", "<", "&", "\u007f")
                .and(ISO_8859_1, "\u00ff", "\u0080")
                .run((bytes, choices) -> {
                    String name =
                            NameCoding.UTF_8.decode(bytes).replace('/', '_').replace('\\', '_');
                    long size = choices.nextLong() >>> 5;
                    String hex = "900150983cd24fb0d6963f7d28e17f72";
                    byte[] frame = Frame.file(name, size, Digest.MD5, hex);

                    byte[] header =
                            Frame.readHeader(new Received(new Pieces(frame, 7, choices, 0), new byte[0]), LIMIT);
                    var read = FrameHeader.parse(new String(header, UTF_8));

                    assertEquals(name, read.name().orElse(""));
                    assertEquals(size, read.size());
                    assertEquals(hex, read.digest().orElseThrow().hex());
                    return "" + name.length() % 9;
                });
    }

    /** A client whose bytes come in pieces, and who is silent between them now and then. */
    private static final class Pieces implements Received.Source {
        private final byte[] bytes;
        private final int most;
        private final Random choices;
        private final int silent;
        private int next;
        private boolean quiet;

        Pieces(byte[] bytes, int most, Random choices) {
            this(bytes, most, choices, 4);
        }

        /** Silent once in so many times, or never for 0. */
        Pieces(byte[] bytes, int most, Random choices, int silent) {
            this.bytes = bytes;
            this.most = most;
            this.choices = choices;
            this.silent = silent;
        }

        void goOn() {
            quiet = true; // once was enough
        }

        @Override
        public int read(byte[] into, int from, int length, Duration limit) {
            boolean now = silent > 0 && !quiet && choices.nextInt(silent) == 0;
            quiet = now;
            return now ? 0 : read(ByteBuffer.wrap(into, from, length));
        }

        @Override
        public int read(ByteBuffer into) {
            if (next == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(into.remaining(), bytes.length - next), 1 + choices.nextInt(most));
            into.put(bytes, next, count);
            next += count;
            return count;
        }
    }
}
