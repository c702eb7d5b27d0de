package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MODE C: RFC 959, section 3.4.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompressedModeTest {
    /** More than the sockets of both sides hold. */
    private static final int LARGE = 32 * 1024 * 1024;

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

    /** Strings of bytes, replicated bytes, fillers of each type, escapes; dots are bytes of zero. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            AFC | 00 40 03 61 0D 0A                                    | a~
            AFC | 01 61 00 40 84 62                                    | abbbb
            AFC | 83 61 00 40 C2                                       | "aaa  "
            EFC | 81 C1 00 40 C2                                       | "A  "
            IFC | 81 61 00 40 C2                                       | a..
            AFC | 01 0D 00 40 01 0A                                    | ~
            AFC | 00 40 C0                                             | ""
            AFC | 00 10 02 4D 31 00 20 01 61 00 60 01 62               | ab
            ARC | 00 80 01 61 00 C0 82 62                              | a~bb~
            ARC | 00 80 01 61 00 40 01 62                              | a~b
            ARC | 01 61 00 80 C0 00 C0 C0                              | a~~
            ERC | 00 80 81 C1 00 C0 C3                                 | "A~   ~"
            IRC | 00 80 01 00 00 C0 C3                                 | .~...~
            """)
    void understandsTheStringsOfTheRfc(String form, String wire, String file) throws IOException {
        try (var client = client(form)) {
            client.send("STOR a", Bytes.of(wire)).expect("226");

            assertEquals(
                    file.replace('~', '\n').replace('.', '\0'),
                    Files.readString(server.home().resolve("a"), ISO_8859_1));
        }
    }

    /** The longest strings: 127 bytes, and runs of 63. */
    @Test
    void understandsTheLongestStrings() throws IOException {
        byte[] string = Content.random(127);
        byte[] wire = Bytes.join(Bytes.of("7F"), string, Bytes.of("BF 78 FF 00 40 C0"));
        byte[] file = Bytes.join(string, "x".repeat(63).getBytes(US_ASCII), new byte[63]);
        try (var client = client("IFC")) {
            client.send("STOR a", wire).expect("226");

            assertArrayEquals(file, Files.readAllBytes(server.home().resolve("a")));
        }
    }

    @Test
    void sendsTheEndOfAnEmptyFile() {
        server.file("empty", "");
        try (var client = client("IFC")) {
            byte[] wire = client.dialogue().receive("RETR empty");

            assertEquals("00 40", Bytes.show(wire).substring(0, 5));
        }
    }

    @ParameterizedTest
    @CsvSource({"AFC, 32", "EFC, 32", "IFC, 0"})
    void sendsFillersAsOneByteForSixtyThree(String form, int filler) throws IOException {
        byte[] file = new byte[63_000];
        Arrays.fill(file, (byte) filler);
        Files.write(server.home().resolve("a"), file);
        try (var client = client(form)) {
            byte[] wire = client.dialogue().receive("RETR a");

            assertTrue(wire.length < 1200, () -> wire.length + " bytes");
            assertArrayEquals(file, Form.of(form).file(wire));
        }
    }

    @Test
    void sendsRunsAsTwoBytesForSixtyThree() {
        server.file("a", "x".repeat(63_000));
        try (var client = client("AFC")) {
            int length = client.dialogue().receive("RETR a").length;

            assertTrue(length < 2400, () -> length + " bytes");
        }
    }

    /** What cannot be compressed is longer by a byte for 127. */
    @Test
    void addsLittleToWhatHasNoRuns() throws IOException {
        byte[] file = Content.random(1_000_000);
        Files.write(server.home().resolve("a"), file);
        try (var client = client("IFC")) {
            int length = client.dialogue().receive("RETR a").length;

            assertTrue(length < 1_010_000, () -> length + " bytes");
        }
    }

    @Test
    void doesNotWaitForTheClientToClose() throws IOException {
        try (var client = client("AFC");
                var data = client.dialogue().passive()) {
            client.dialogue().say("STOR a").expect("150");
            data.getOutputStream().write(Bytes.of("00 40 01 61"));

            client.dialogue().expect("(226|250) .*");
            assertEquals("a", server.content("a"));
        }
    }

    // ---- what is broken

    /** A descriptor applies to the string behind it: without that string the end has not come. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesAFileThatIsCutAtAnyByteForBroken(long seed) {
        byte[] wire = Form.of("ARC").encode("one\n\naaaa    \nlast".getBytes(US_ASCII), Style.mean(seed));
        try (var client = client("ARC")) {
            for (int length = 0; length < wire.length; length++) {
                if (saysTheEnd(wire, length)) {
                    continue;
                }
                client.send("STOR a" + length, Arrays.copyOf(wire, length)).expect("426");

                assertFalse(Files.exists(server.home().resolve("a" + length)), "cut at " + length);
            }
            client.send("STOR a", wire).expect("226");
            assertEquals("one\n\naaaa    \nlast", server.content("a"));
        }
    }

    /** Behind the code of the end the last string may be missing. */
    private static boolean saysTheEnd(byte[] wire, int length) {
        return length > 1 && wire[length - 2] == 0 && (wire[length - 1] & 64) != 0;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IFC | 01 61 00 40        | a
            AFC | 03 61 0D 0A 00 40  | a~
            ARC | 00 80 01 61 00 C0  | a~~
            IFC | 00 40              | ""
            """)
    void takesTheEndWithoutALastString(String form, String wire, String content) {
        try (var client = client(form)) {
            client.send("STOR a", Bytes.of(wire)).expect("226");

            assertEquals(content.replace('~', '\n').replace("\"", ""), server.content("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 41 01 61", "00 08 01 61", "00 0F C1", "00 FF 01 61"})
    void refusesADescriptorThatMeansNothing(String wire) {
        try (var client = client("IFC")) {
            client.send("STOR a", Bytes.of(wire)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
            client.send("STOR b", Bytes.of("00 40 01 61")).expect("226");
            assertEquals("a", server.content("b"));
        }
    }

    @Test
    void keepsTheFileWhenItsReplacementIsBroken() {
        server.file("a", "old");
        try (var client = client("IFC")) {
            client.send("STOR a", Bytes.of("03 6E 65 77")).expect("426");

            assertEquals("old", server.content("a"));
        }
    }

    @Test
    void endsADownloadInTheMiddle() throws IOException {
        Files.write(server.home().resolve("large"), Content.random(LARGE));
        try (var client = client("IFC")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("RETR large").expect("150");
                client.dialogue().say("ABOR");

                client.dialogue().expect("426");
                client.dialogue().expect("226");
                assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            }
            server.file("a", "a");
            assertEquals("a", new String(client.retrieve("a"), US_ASCII));
        }
    }

    @Test
    void endsAnUploadInTheMiddleAndPublishesNothing() throws IOException {
        try (var client = client("IFC")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(Bytes.of("05 61 62"));
                client.dialogue().awaitMoved(3);
                client.dialogue().say("ABOR");

                client.dialogue().expect("426");
                client.dialogue().expect("226");
            }
            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }
}
