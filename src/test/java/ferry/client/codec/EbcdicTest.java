package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TYPE E: RFC 959, section 3.1.1.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EbcdicTest {
    private static final String TEXT = "Hello, World!\n[1] {2} 3^4 |5|\n";
    private static final String CODES =
            "C8 85 93 93 96 6B 40 E6 96 99 93 84 5A 15 " + "AD F1 BD 40 C0 F2 D0 40 F3 5F F4 40 4F F5 4F 15";

    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private CodecClient client(String form) {
        return new CodecClient(server, Form.of(form));
    }

    @Test
    void sendsTheCodesOfIbm1047() {
        server.file("a", TEXT);
        try (var client = client("EFS")) {
            assertEquals(CODES, Bytes.show(client.dialogue().receive("RETR a")));
        }
    }

    @Test
    void understandsTheCodesOfIbm1047() {
        try (var client = client("EFS")) {
            client.send("STOR a", Bytes.of(CODES)).expect("226");

            assertEquals(TEXT, server.content("a"));
        }
    }

    /** Each code has its character of ISO 8859-1, and comes back. */
    @Test
    void losesNoneOfTheCodes() throws IOException {
        byte[] codes = new byte[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
        }
        try (var client = client("EFS")) {
            client.send("STOR a", codes).expect("226");

            assertArrayEquals(codes, client.dialogue().receive("RETR a"));
            byte[] file = Files.readAllBytes(server.home().resolve("a"));
            assertEquals('\n', file[0x15]);
            assertEquals(
                    256,
                    com.google.common.primitives.Bytes.asList(file).stream()
                            .distinct()
                            .count());
        }
    }

    /** NL alone ends a line: CR and LF have codes like any other character. */
    @Test
    void takesNlAloneForTheEndOfALine() throws IOException {
        try (var client = client("EFS")) {
            client.send("STOR a", Bytes.of("C1 0D 15 C1 25 C1")).expect("226");

            assertEquals("A\r\nA\u0085A", Files.readString(server.home().resolve("a"), ISO_8859_1));
            assertEquals("C1 0D 15 C1 25 C1", Bytes.show(client.dialogue().receive("RETR a")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EFB", "EFC", "EFZ", "ERS", "ERB", "ERC", "ERZ"})
    void sendsTheSameCodesInEveryStructureAndMode(String letters) throws IOException {
        server.file("a", "AB\n");
        try (var client = client(letters)) {
            var symbols =
                    Form.of(letters).decode(client.dialogue().receive("RETR a")).symbols();

            assertEquals(0xc1, symbols.at(0));
            assertEquals(0xc2, symbols.at(1));
            assertEquals(letters.charAt(1) == 'R' ? Symbols.END_OF_RECORD : 0x15, symbols.at(2));
        }
    }

    @Test
    void restartsAtEachByteOfTheRepresentation() {
        server.file("a", TEXT);
        try (var client = client("EFS")) {
            byte[] whole = Bytes.of(CODES);
            for (int offset = 0; offset <= whole.length; offset++) {
                client.dialogue().say("REST " + offset).expect("350");

                assertEquals(
                        Bytes.show(Arrays.copyOfRange(whole, offset, whole.length)),
                        Bytes.show(client.dialogue().receive("RETR a")));
            }
        }
    }

    @Test
    void resumesAnUpload() {
        byte[] codes = Bytes.of(CODES);
        try (var client = client("EFS")) {
            client.send("STOR a", Arrays.copyOf(codes, 10)).expect("226");
            client.dialogue().say("REST 10").expect("350");
            client.send("STOR a", Arrays.copyOfRange(codes, 10, codes.length)).expect("226");

            assertEquals(TEXT, server.content("a"));
        }
    }

    /** Another code page by configuration: in IBM037 the brackets and the circumflex have other codes. */
    @Test
    void takesAnotherCodePage() throws IOException {
        var charset = Charset.forName("IBM037");
        try (var other = FerryServer.start("ebcdic.code-page=IBM037");
                var client = new CodecClient(other, Form.of("EFS"))) {
            other.file("a", "[^]!");

            assertEquals("BA B0 BB 5A", Bytes.show(client.dialogue().receive("RETR a")));
            client.send("STOR b", "[^]!".getBytes(charset)).expect("226");
            assertEquals("[^]!", other.content("b"));
        }
    }
}
