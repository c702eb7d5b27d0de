package ferry.unit.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.codec.AsciiOutputStream;
import ferry.codec.LineFeedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line ends of TYPE A, RFC 959, section 3.1.1.1, over every edge of a buffer. */
final class AsciiStreamsTest {
    private static final int BUFFER = 16 * 1024;

    // ---- from a file to the network

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a      > a",
                "L      > CL",
                "aL     > aCL",
                "LL     > CLCL",
                "CL     > CL",
                "C      > C",
                "CC     > CC",
                "CCL    > CCL",
                "LC     > CLC",
                "CLL    > CLCL",
                "aLbCLc > aCLbCLc",
            })
    void endsLinesWithCrLfOnTheNetwork(String file, String network) throws IOException {
        assertEquals(bytes(network), sent(bytes(file), 1));
        assertEquals(bytes(network), sent(bytes(file), 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {BUFFER - 3, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER - 1})
    void endsALineAtTheEdgeOfItsBuffer(int before) throws IOException {
        String file = "x".repeat(before) + "\n\r\n\n" + "y".repeat(before);

        assertEquals("x".repeat(before) + "\r\n\r\n\r\n" + "y".repeat(before), sent(file, file.length()));
    }

    @Test
    void sendsAnyTextAsANaiveConversionWould() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            String file = text(random, random.nextInt(i < 490 ? 200 : 5 * BUFFER));

            assertEquals(file.replaceAll("(?<!\r)\n", "\r\n"), sent(file, 1 + random.nextInt(50)));
        }
    }

    private static String sent(String file, int step) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var ascii = new AsciiOutputStream(out)) {
            byte[] bytes = file.getBytes(ISO_8859_1);
            for (int i = 0; i < bytes.length; i += step) {
                ascii.write(bytes, i, Math.min(step, bytes.length - i));
            }
            ascii.flush();
        }
        return out.toString(ISO_8859_1);
    }

    // ---- from the network to a file

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a      > a",
                "CL     > L",
                "aCL    > aL",
                "CLCL   > LL",
                "L      > L",
                "C      > C",
                "CC     > CC",
                "CCL    > CL",
                "LC     > LC",
                "CLC    > LC",
                "aCLbLc > aLbLc",
            })
    void endsLinesWithLfInAFile(String network, String file) throws IOException {
        for (int step = 1; step <= network.length(); step++) {
            assertEquals(bytes(file), received(bytes(network), step));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BUFFER - 3, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER - 1})
    void findsALineEndAtTheEdgeOfItsBuffer(int before) throws IOException {
        String network = "x".repeat(before) + "\r\n\r\r\n\n" + "y".repeat(before) + "\r";

        assertEquals("x".repeat(before) + "\n\r\n\n" + "y".repeat(before) + "\r", received(network, network.length()));
    }

    @Test
    void receivesAnyTextAsANaiveConversionWould() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < 500; i++) {
            String network = text(random, random.nextInt(i < 490 ? 200 : 5 * BUFFER));

            assertEquals(network.replace("\r\n", "\n"), received(network, 1 + random.nextInt(50)));
        }
    }

    @Test
    void bringsAnyFileOfLinesBackAsItWas() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            String file = text(random, random.nextInt(300)).replace("\r", "");

            assertEquals(file, received(sent(file, 7), 5));
        }
    }

    @Test
    void writesAtOnceAllButACarriageReturn() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var lines = new LineFeedOutputStream(out)) {
            lines.write("ab\r".getBytes(ISO_8859_1));
            lines.flush();

            assertEquals("ab", out.toString(ISO_8859_1));

            lines.end();

            assertEquals("ab\r", out.toString(ISO_8859_1));
        }
    }

    @Test
    void flushesWhatItWritesTo() throws IOException {
        var flushed = new AtomicBoolean();
        var out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushed.set(size() == 1);
            }
        };
        var ascii = new AsciiOutputStream(out);

        ascii.write('a');
        ascii.flush();

        assertTrue(flushed.get());
    }

    private static String received(String network, int step) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var lines = new LineFeedOutputStream(out)) {
            byte[] bytes = network.getBytes(ISO_8859_1);
            for (int i = 0; i < bytes.length; i += step) {
                lines.write(bytes, i, Math.min(step, bytes.length - i));
            }
            lines.end();
        }
        return out.toString(ISO_8859_1);
    }

    /** C stands for CR, L for LF. */
    private static String bytes(String text) {
        return text.strip().replace('C', '\r').replace('L', '\n');
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append("\r\n\nab\u00ff".charAt(random.nextInt(6)));
        }
        return text.toString();
    }
}
