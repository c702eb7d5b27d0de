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

/** MODE B: RFC 959, section 3.4.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BlockModeTest {
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

    /** Descriptor 128 is EOR, 64 EOF, 32 suspected errors, 16 a restart marker; two bytes of count. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            AFB | 40 00 03 61 0D 0A                                    | a~
            AFB | 00 00 01 61 00 00 02 0D 0A 40 00 00                  | a~
            AFB | 40 00 00                                             | ""
            AFB | 00 00 00 00 00 00 40 00 01 61                        | a
            AFB | 10 00 06 4D 61 72 6B 65 72 40 00 01 61               | a
            AFB | 20 00 01 61 60 00 01 62                              | ab
            IFB | 40 00 02 0D 0A                                       | <~
            EFB | 40 00 03 C1 15 F0                                    | A~0
            ARB | 80 00 01 61 C0 00 01 62                              | a~b~
            ARB | 80 00 01 61 40 00 01 62                              | a~b
            ARB | 00 00 01 61 00 00 01 62 80 00 00 40 00 00            | ab~
            ARB | A0 00 01 61 60 00 00                                 | a~
            """)
    void understandsTheBlocksOfTheRfc(String form, String wire, String file) {
        try (var client = client(form)) {
            client.send("STOR a", Bytes.of(wire)).expect("226");

            assertEquals(file.replace('~', '\n').replace('<', '\r'), server.content("a"));
        }
    }

    @Test
    void sendsBlocksThatEndWithTheFile() {
        server.file("a", "one\ntwo\n");
        try (var client = client("AFB")) {
            String wire = Bytes.show(client.dialogue().receive("RETR a"));

            assertTrue(wire.matches("(40 00 0A .{29}|00 00 0A .{29} 40 00 00)"), wire);
        }
    }

    @Test
    void sendsTheEndOfAnEmptyFile() {
        server.file("empty", "");
        try (var client = client("IFB")) {
            assertEquals("40 00 00", Bytes.show(client.dialogue().receive("RETR empty")));
        }
    }

    /** The descriptor has said it all: nobody needs to close first. */
    @Test
    void doesNotWaitForTheClientToClose() throws IOException {
        try (var client = client("AFB");
                var data = client.dialogue().passive()) {
            client.dialogue().say("STOR a").expect("150");
            data.getOutputStream().write(Bytes.of("40 00 01 61"));

            client.dialogue().expect("(226|250) .*");
            assertEquals("a", server.content("a"));
        }
    }

    @Test
    void takesBlocksOfTheGreatestLength() throws IOException {
        byte[] file = Content.random(200_000);
        try (var client = client("IFB")) {
            client.store("a", file, Style.minimal()).expect("226");

            assertArrayEquals(file, Files.readAllBytes(server.home().resolve("a")));
        }
    }

    // ---- what is broken

    /** Inside a header, inside a block, between two, before the end: at each byte. */
    @Test
    void takesAFileThatIsCutAtAnyByteForBroken() throws IOException {
        byte[] wire = Form.of("ARB").encode("one\ntwo\nlast".getBytes(US_ASCII), Style.mean(7));
        try (var client = client("ARB")) {
            for (int length = 0; length < wire.length; length++) {
                client.send("STOR a" + length, Arrays.copyOf(wire, length)).expect("426");

                assertFalse(Files.exists(server.home().resolve("a" + length)), "cut at " + length);
            }
            client.send("STOR a", wire).expect("226");
            assertEquals("one\ntwo\nlast", server.content("a"));
        }
    }

    @Test
    void takesAConnectionThatIsResetForBroken() throws IOException {
        try (var client = client("IFB")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(Bytes.of("00 00 01 61"));
                client.dialogue().awaitMoved(4);
                data.setSoLinger(true, 0);
            }
            client.sent().expect("426");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 15, 65, 129, 255})
    void refusesADescriptorThatMeansNothing(int descriptor) {
        try (var client = client("IFB")) {
            client.send("STOR a", BlockCodec.block(descriptor, "data".getBytes(US_ASCII)))
                    .expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
            client.send("STOR b", Bytes.of("40 00 01 61")).expect("226");
            assertEquals("a", server.content("b"));
        }
    }

    @Test
    void keepsTheFileWhenItsReplacementIsBroken() {
        server.file("a", "old");
        try (var client = client("IFB")) {
            client.send("STOR a", Bytes.of("00 00 03 6E 65 77")).expect("426");

            assertEquals("old", server.content("a"));
        }
    }

    /** What stands in a marker goes into a reply: it must not become a second one. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\n226 Forged", "a\n226 Forged", "\r\n", "a b", "\u0000", "a\u00ff"})
    void letsNoMarkerForgeAReply(String marker) throws IOException {
        byte[] wire =
                Bytes.join(BlockCodec.block(Descriptor.MARKER, marker.getBytes(ISO_8859_1)), Bytes.of("40 00 01 61"));
        try (var client = client("IFB")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(wire);
            }
            String reply = client.dialogue().read();
            assertFalse(reply.contains("\n"), reply);
            if (reply.startsWith("110")) {
                reply = client.dialogue().read();
            }
            assertTrue(reply.matches("(226|426|451) .*") && !reply.contains("Forged"), reply);
            client.dialogue().say("NOOP").expect("200 .*");
        }
    }

    @Test
    void endsNotAtAMarkerWithoutATextOrOfGreatLength() {
        byte[] end = Bytes.of("40 00 01 61");
        try (var client = client("IFB")) {
            for (int length : new int[] {0, 255, 256, 65_535}) {
                byte[] marker = new byte[length];
                Arrays.fill(marker, (byte) 'm');

                client.send("STOR a", Bytes.join(BlockCodec.block(Descriptor.MARKER, marker), end))
                        .expect("(226|426|451)");
                client.dialogue().say("NOOP").expect("200");
            }
        }
    }

    // ---- ABOR

    @Test
    void endsADownloadInTheMiddle() throws IOException {
        Files.write(server.home().resolve("large"), new byte[LARGE]);
        try (var client = client("IFB")) {
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
        try (var client = client("IFB")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(Bytes.of("00 00 05 61 62"));
                client.dialogue().awaitMoved(5);
                client.dialogue().say("ABOR");

                client.dialogue().expect("426");
                client.dialogue().expect("226");
            }
            assertFalse(Files.exists(server.home().resolve("a")));
            client.send("STOR b", Bytes.of("40 00 01 61")).expect("226");
            assertEquals("a", server.content("b"));
        }
    }

    // ---- other verbs

    @Test
    void appends() {
        server.file("a", "one\n");
        try (var client = client("AFB")) {
            client.send("APPE a", Bytes.of("40 00 03 61 0D 0A")).expect("226");

            assertEquals("one\na\n", server.content("a"));
        }
    }

    @Test
    void appendsNothingOfABrokenUpload() {
        server.file("a", "one\n");
        try (var client = client("AFB")) {
            client.send("APPE a", Bytes.of("00 00 03 61 0D 0A")).expect("426");

            assertEquals("one\n", server.content("a"));
        }
    }

    @Test
    void storesUnderANewName() {
        try (var client = client("AFB")) {
            client.send("STOU", Bytes.of("40 00 03 61 0D 0A")).expect("226");

            assertEquals("a\n", server.content(server.names().getFirst()));
        }
    }
}
