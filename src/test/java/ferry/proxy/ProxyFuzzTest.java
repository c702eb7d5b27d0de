package ferry.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Any bytes in front of a session are a header, or are refused. */
final class ProxyFuzzTest {
    private static final int LONGEST = 12 + 4 + 65_535;

    @Test
    void readsAnyHeaderOrRefusesIt() {
        Fuzz.of("proxy-header", "PROXY ", "TCP4 ", "TCP6 ", "UNKNOWN", "\r\n", " ")
                .and(ISO_8859_1, "192.0.2.1 198.51.100.1 ", "2001:db8::1 ::1 ", "56324 21", "0", "99999", "\r")
                .and(
                        ISO_8859_1,
                        new String(ProxyHeader.SIGNATURE, ISO_8859_1),
                        "!\u0011\0\u000c",
                        "!!\0$",
                        " \0\0\0",
                        "!\u0011\0\u0013",
                        "\u0003\0\u0004abcd")
                .and(
                        ISO_8859_1,
                        "\u00cb\0q\u0007\u00c63d\u0001\u00dc\u0004\0\u0015",
                        "\u0004\0\u0001x",
                        "x".repeat(100))
                .run((bytes, choices) -> {
                    var in = new ByteArrayInputStream(bytes);
                    try {
                        var ends = ProxyHeader.read(count -> next(in, count));
                        return ends.map(each ->
                                        "of " + each.client().getAddress().getAddress().length)
                                .orElse("own");
                    } catch (ProxyHeaderException | EOFException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
    }

    private static byte[] next(ByteArrayInputStream in, int count) throws IOException {
        assertTrue(count <= LONGEST);
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
