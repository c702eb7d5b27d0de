package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MODE Z: draft-preston-ftpext-deflate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeflateModeTest {
    private static final int MIB = 1024 * 1024;

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

    private static String text() {
        var text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("line ").append(i * 7919 % 10_007).append(" of many\n");
        }
        return text.toString();
    }

    /** The head of zlib is 78 and a byte more, RFC 1950; the end is proven by its checksum. */
    @Test
    void sendsTheFormatOfZlib() throws IOException {
        server.file("a", "some text");
        try (var client = client("IFZ")) {
            byte[] wire = client.dialogue().receive("RETR a");

            assertEquals(0x78, wire[0]);
            assertEquals("some text", new String(DeflateCodec.decode(wire), US_ASCII));
        }
    }

    @Test
    void makesATextShorter() {
        String text = text();
        server.file("a", text);
        try (var client = client("IFZ")) {
            assertTrue(client.dialogue().receive("RETR a").length < text.length() / 3);
        }
    }

    @Test
    void triesAsHardAsItIsTold() {
        server.file("a", text());
        try (var client = client("IFZ")) {
            client.dialogue().say("OPTS MODE Z LEVEL 1").expect("200");
            int fast = client.dialogue().receive("RETR a").length;
            client.dialogue().say("OPTS MODE Z LEVEL 9").expect("200");
            int hard = client.dialogue().receive("RETR a").length;

            assertTrue(hard < fast, () -> hard + " bytes of level 9, " + fast + " of level 1");
        }
    }

    @Test
    void isAFeature() {
        try (var client = client("IFZ")) {
            client.dialogue().say("FEAT").expect("211-.*\n MODE Z\n.*");
        }
    }

    /** Level 0 stores, 9 tries hard, and each is zlib's format. */
    @ParameterizedTest
    @ValueSource(ints = {Deflater.NO_COMPRESSION, Deflater.BEST_SPEED, 6, Deflater.BEST_COMPRESSION})
    void takesEveryLevel(int level) throws IOException {
        byte[] file = Content.random(300_000);
        var deflater = new Deflater(level);
        deflater.setInput(file);
        deflater.finish();
        byte[] wire = new byte[400_000];
        int length = deflater.deflate(wire);
        deflater.end();
        try (var client = client("IFZ")) {
            client.send("STOR a", Arrays.copyOf(wire, length)).expect("226");

            assertArrayEquals(file, Files.readAllBytes(server.home().resolve("a")));
        }
    }

    // ---- what is broken

    @Test
    void takesAFileThatIsCutAtAnyByteForBroken() {
        byte[] wire = Form.of("IFZ").encode("one two three three three".getBytes(US_ASCII), Style.minimal());
        try (var client = client("IFZ")) {
            for (int length = 1; length < wire.length; length++) {
                client.send("STOR a" + length, Arrays.copyOf(wire, length)).expect("426");

                assertFalse(Files.exists(server.home().resolve("a" + length)), "cut at " + length);
            }
            client.send("STOR a", wire).expect("226");
            assertEquals("one two three three three", server.content("a"));
        }
    }

    @Test
    void takesALargeFileThatIsCutForBroken() {
        byte[] wire = Form.of("IFZ").encode(Content.random(2 * MIB), Style.minimal());
        try (var client = client("IFZ")) {
            client.send("STOR a", Arrays.copyOf(wire, MIB)).expect("426");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no zlib at all",
                "GET / HTTP/1.1",
                "x",
                "\u001f\u008b\u0008\u0000 gzip",
                "x\u009cgarbage behind the head"
            })
    void refusesGarbage(String wire) {
        try (var client = client("IFZ")) {
            client.send("STOR a", wire.getBytes(ISO_8859_1)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
            client.store("b", "right".getBytes(US_ASCII), Style.minimal()).expect("226");
            assertEquals("right", server.content("b"));
        }
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] wire = Form.of("IFZ").encode("some text".getBytes(US_ASCII), Style.minimal());
        wire[wire.length - 1] ^= 1;
        try (var client = client("IFZ")) {
            client.send("STOR a", wire).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    @Test
    void refusesWhatComesBehindTheEnd() {
        byte[] wire = Form.of("IFZ").encode("some text".getBytes(US_ASCII), Style.minimal());
        try (var client = client("IFZ")) {
            client.send("STOR a", Bytes.join(wire, wire)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    @Test
    void refusesADictionaryThatItDoesNotHave() {
        var deflater = new Deflater();
        deflater.setDictionary("some text".getBytes(US_ASCII));
        deflater.setInput("some text".getBytes(US_ASCII));
        deflater.finish();
        byte[] wire = new byte[100];
        int length = deflater.deflate(wire);
        deflater.end();
        try (var client = client("IFZ")) {
            client.send("STOR a", Arrays.copyOf(wire, length)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    // ---- bombs

    private static byte[] zeros(int mebibytes) throws IOException {
        var wire = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(wire)) {
            for (int i = 0; i < mebibytes; i++) {
                deflated.write(new byte[MIB]);
            }
        }
        return wire.toByteArray();
    }

    @Test
    void refusesABomb() throws IOException {
        try (var client = client("IFZ")) {
            client.send("STOR a", zeros(300)).expect("(451|552)");

            assertFalse(Files.exists(server.home().resolve("a")));
            assertEquals(
                    0,
                    server.names().stream()
                            .filter(name -> !name.startsWith("."))
                            .count());
            client.store("b", "right".getBytes(US_ASCII), Style.minimal()).expect("226");
        }
    }

    @Test
    void takesWhatUnpacksToMuchOfLittle() throws IOException {
        try (var client = client("IFZ")) {
            client.send("STOR a", zeros(20)).expect("226");

            assertEquals(20L * MIB, Files.size(server.home().resolve("a")));
        }
    }

    @Test
    void takesABombWhereThatIsAllowed() throws IOException {
        try (var other = FerryServer.start("deflate.max-ratio=off");
                var client = new CodecClient(other, Form.of("IFZ"))) {
            client.send("STOR a", zeros(300)).expect("226");

            assertEquals(300L * MIB, Files.size(other.home().resolve("a")));
        }
    }

    // ---- restart: the offset counts what was there before it was deflated

    @ParameterizedTest
    @CsvSource({"IFZ", "AFZ", "EFZ", "ARZ", "ERZ", "IRZ"})
    void restartsAtEachByteOfTheRepresentation(String letters) throws IOException {
        server.file("a", "ab\n\nc  \nlast");
        try (var client = client(letters)) {
            byte[] whole = DeflateCodec.decode(client.dialogue().receive("RETR a"));
            for (int offset = 0; offset <= whole.length; offset++) {
                client.dialogue().say("REST " + offset).expect("350");

                assertEquals(
                        Bytes.show(Arrays.copyOfRange(whole, offset, whole.length)),
                        Bytes.show(DeflateCodec.decode(client.dialogue().receive("RETR a"))),
                        "from " + offset);
            }
        }
    }

    @Test
    void resumesADownloadInTheMiddle() throws IOException {
        byte[] file = Content.random(3 * MIB);
        Files.write(server.home().resolve("a"), file);
        try (var client = client("IFZ")) {
            client.dialogue().say("REST " + MIB).expect("350");

            assertArrayEquals(Arrays.copyOfRange(file, MIB, file.length), client.retrieve("a"));
        }
    }

    @Test
    void resumesABrokenUpload() throws IOException {
        byte[] file = Content.random(3 * MIB);
        var form = Form.of("IFZ");
        byte[] wire = form.encode(file, Style.minimal());
        try (var client = client("IFZ")) {
            client.send("STOR a", Arrays.copyOf(wire, wire.length / 2)).expect("426");
            String size = client.dialogue().say("SIZE a").expect("213 [0-9]+").substring(4);
            int offset = Integer.parseInt(size);
            assertTrue(offset > 0 && offset < file.length, size);
            client.dialogue().say("REST " + offset).expect("350");
            client.send("STOR a", form.encode(Arrays.copyOfRange(file, offset, file.length), Style.minimal()))
                    .expect("226");

            assertArrayEquals(file, Files.readAllBytes(server.home().resolve("a")));
        }
    }

    // ---- ABOR

    @Test
    void endsADownloadInTheMiddle() throws IOException {
        byte[] file = Content.random(32 * MIB);
        Files.write(server.home().resolve("large"), file);
        try (var client = client("IFZ")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("RETR large").expect("150");
                client.dialogue().say("ABOR");

                client.dialogue().expect("426");
                client.dialogue().expect("226");
                assertTrue(data.getInputStream().readAllBytes().length < file.length);
            }
            server.file("a", "a");
            assertEquals("a", new String(client.retrieve("a"), US_ASCII));
        }
    }

    @Test
    void endsAnUploadInTheMiddleAndPublishesNothing() throws IOException {
        byte[] wire = Form.of("IFZ").encode(Content.random(MIB), Style.minimal());
        try (var client = client("IFZ")) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(wire, 0, 1000);
                client.dialogue().awaitMoved(1000);
                client.dialogue().say("ABOR");

                client.dialogue().expect("426");
                client.dialogue().expect("226");
            }
            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }
}
