package ferry.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import ferry.protocol.NameCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same bytes are the same lines, however the network cuts them, and they are those that RFC 854 says. */
final class LineReaderFuzzTest {
    private static final int LONGEST = 8192;
    private static final int IAC = 255;

    @Test
    void readsTheSameLinesHoweverTheyAreCut() {
        Fuzz.of("line-reader", "USER ferry", "\r\n", "\n", "\r", "\0", "ABOR", "\r\0", "\t", " ", "\u00e4\u6587")
                .and(ISO_8859_1, "\u00ff\u00f4", "\u00ff\u00f2", "\u00ff\u00ff", "\u00ff", "\u00ff\u00fb\u0001")
                .and(ISO_8859_1, "\u00ff\u00fa\u0018", "\u00ff\u00f0", "\u00ff\u00fe", "\u00f0", "\u00fb\r\n")
                .and(ISO_8859_1, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001", "x".repeat(8191), "x".repeat(300))
                .longest(30_000)
                .run((bytes, choices) -> {
                    var expected = lines(bytes);

                    assertEquals(expected, read(bytes, 1 + choices.nextInt(300), choices));
                    assertEquals(expected, read(bytes, 1, choices));
                    assertEquals(expected, read(bytes, bytes.length + 1, choices));

                    return expected.size() + " " + kinds(expected);
                });
    }

    private static String kinds(List<String> inputs) {
        var kinds = new StringBuilder();
        inputs.stream().limit(6).forEach(each -> kinds.append(each.length() % 7).append(each.startsWith("*")));
        return kinds.toString();
    }

    /** What the reader reads from segments of up to so many bytes. */
    private static List<String> read(byte[] bytes, int most, Random choices) throws IOException {
        var read = new ArrayList<String>();
        try (var socket = new Segments(bytes, most, choices)) {
            var reader = new LineReader(new ControlStream.Clear(socket, new byte[0]));
            while (true) {
                switch (reader.next(NameCoding.UTF_8, () -> {})) {
                    case LineReader.Input.Line(String text) -> read.add(text);
                    case LineReader.Input.Other.TOO_LONG -> read.add("*too long");
                    case LineReader.Input.Other.TLS -> {
                        return List.of("*tls");
                    }
                    case LineReader.Input.Other.END -> {
                        return read;
                    }
                }
                assertTrue(read.size() <= bytes.length, "more lines than bytes");
            }
        }
    }

    /** The same in the simplest way: the Telnet layer first, then the lines. */
    private static List<String> lines(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == 0x16) {
            return List.of("*tls");
        }
        var lines = new ArrayList<String>();
        byte[] text = withoutTelnet(bytes);
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines.add(line(text, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    private static String line(byte[] text, int from, int to) {
        int begin = from;
        while (begin < to && text[begin] == 0) {
            begin++;
        }
        if (to - begin > LONGEST) {
            return "*too long";
        }
        int end = to;
        while (end > begin && text[end - 1] == '\r') {
            end--;
        }
        return NameCoding.UTF_8.decode(text, begin, end);
    }

    private static byte[] withoutTelnet(byte[] bytes) {
        var text = new ByteArrayOutputStream();
        int i = 0;
        while (i < bytes.length) {
            int b = bytes[i++] & 0xff;
            if (b != IAC) {
                text.write(b);
            } else if (i < bytes.length) {
                int command = bytes[i++] & 0xff;
                if (command == IAC) {
                    text.write(IAC);
                } else if (command >= 251) {
                    i++;
                } else if (command == 250) {
                    i = behindSubnegotiation(bytes, i);
                }
            }
        }
        return text.toByteArray();
    }

    private static int behindSubnegotiation(byte[] bytes, int from) {
        for (int i = from; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == IAC) {
                if ((bytes[i + 1] & 0xff) == 240) {
                    return i + 2;
                }
                i++;
            }
        }
        return bytes.length;
    }

    /** A connection from which these bytes come, up to so many at a time. */
    private static final class Segments extends Socket {
        private final InputStream in;

        Segments(byte[] bytes, int most, Random choices) {
            in = new InputStream() {
                private int next;

                @Override
                public int read() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] into) {
                    return read(into, 0, into.length);
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    if (next == bytes.length) {
                        return -1;
                    }
                    int count = Math.min(Math.min(length, bytes.length - next), 1 + choices.nextInt(most));
                    System.arraycopy(bytes, next, into, from, count);
                    next += count;
                    return count;
                }
            };
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public void close() {}
    }
}
