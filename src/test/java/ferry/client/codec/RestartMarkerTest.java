package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Restart markers of block and compressed mode: RFC 959, section 3.5, and RFC 1123, section 4.1.3.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestartMarkerTest {
    /** The server promises a marker at least every so many bytes of the file. */
    private static final int INTERVAL = 256 * 1024;

    private static final int LENGTH = 1_500_000;

    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Form> forms() {
        return Form.all().stream().filter(form -> form.mode().marks());
    }

    private byte[] write(String name, byte[] content) throws IOException {
        Files.write(server.home().resolve(name), content);
        return content;
    }

    private byte[] stored(String name) throws IOException {
        return Files.readAllBytes(server.home().resolve(name));
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    // ---- the server sends

    @ParameterizedTest
    @MethodSource("forms")
    void sendsAMarkerAtLeastEvery256Kibibytes(Form form) throws IOException {
        byte[] file = write("a", Content.random(LENGTH));
        try (var client = new CodecClient(server, form)) {
            var decoded = client.decode("RETR a");

            assertArrayEquals(file, decoded.symbols().file(form.type(), form.structure()));
            assertTrue(decoded.marks().size() >= LENGTH / INTERVAL, () -> decoded.marks() + "");
            assertEquals(
                    decoded.marks().size(),
                    decoded.marks().stream().map(Decoded.Mark::text).distinct().count());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void goesOnAtEachOfItsMarkers(Form form) throws IOException {
        write("a", Content.random(LENGTH));
        try (var client = new CodecClient(server, form)) {
            var whole = client.decode("RETR a");
            for (var mark : whole.marks()) {
                client.dialogue().say("REST " + mark.text()).expect("350");

                assertEquals(
                        whole.symbols().from(mark.position()),
                        client.decode("RETR a").symbols(),
                        mark::toString);
            }
        }
    }

    /** At the border of two intervals there stands each of the bytes that an end of a line is made of. */
    @ParameterizedTest
    @CsvSource({"AFB", "AFC", "EFB", "ERC", "IFB"})
    void goesOnInTheMiddleOfLines(String letters) throws IOException {
        var form = Form.of(letters);
        for (String end : new String[] {"\n", "a\n", "\n\n", "\r", "\rb"}) {
            byte[] file = write("a", text("x".repeat(INTERVAL - 1) + end + "more\n"));
            try (var client = new CodecClient(server, form)) {
                var whole = client.decode("RETR a");
                var mark = whole.marks().getFirst();
                client.dialogue().say("REST " + mark.text()).expect("350");
                var rest = client.decode("RETR a").symbols();

                assertArrayEquals(file, whole.symbols().file(form.type(), form.structure()));
                assertEquals(whole.symbols().from(mark.position()), rest);
            }
        }
    }

    /** A client that loses its connection behind the third marker, and asks for what is behind it. */
    @ParameterizedTest
    @CsvSource({"IFB", "ARB", "EFC", "IRC"})
    void bringsABrokenDownloadToItsEnd(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] file = write("a", Content.random(LENGTH));
        Decoded.Mark last;
        Symbols begun;
        try (var client = new CodecClient(server, form)) {
            var whole = client.decode("RETR a");
            last = whole.marks().get(2);
            begun = whole.symbols();
        }
        try (var client = new CodecClient(server, form)) {
            client.dialogue().say("REST " + last.text()).expect("350");
            var rest = client.decode("RETR a").symbols();

            var joined = new Symbols.Builder();
            for (int i = 0; i < last.position(); i++) {
                joined.add(begun.at(i));
            }
            for (int i = 0; i < rest.length(); i++) {
                joined.add(rest.at(i));
            }
            assertArrayEquals(file, joined.build().file(form.type(), form.structure()));
        }
    }

    @ParameterizedTest
    @CsvSource({"IFB", "ARC"})
    void refusesAMarkerBeyondTheEnd(String letters) throws IOException {
        write("a", text("small"));
        try (var client = new CodecClient(server, Form.of(letters))) {
            client.dialogue().passivePort();
            client.dialogue().say("REST 6").expect("350");
            client.dialogue().say("RETR a").expect("554");
        }
    }

    @Test
    void sendsNoMarkerOfASmallFile() throws IOException {
        write("a", text("small"));
        try (var client = new CodecClient(server, Form.of("IFB"))) {
            assertEquals(0, client.decode("RETR a").marks().size());
        }
    }

    // ---- the client sends

    /** The 110 comes while the transfer runs, not with its end. */
    @Test
    void answersAMarkerAtOnce() throws IOException {
        try (var client = new CodecClient(server, Form.of("IFB"))) {
            try (var data = client.dialogue().passive()) {
                client.dialogue().say("STOR a").expect("150");
                data.getOutputStream().write(Bytes.of("00 00 03 61 62 63 10 00 02 4D 31"));

                client.dialogue().expect("110 MARK M1 = [!-~]+");

                data.getOutputStream().write(Bytes.of("40 00 01 64"));
            }
            client.dialogue().expect("226");
            assertEquals("abcd", server.content("a"));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void answersEachMarker(Form form) throws IOException {
        byte[] file = Content.random(500_000);
        var symbols = form.represent(file);
        byte[] wire = form.encode(symbols, Style.mean(5).markEvery(10_007, symbols));
        try (var client = new CodecClient(server, form)) {
            var sent = client.send("STOR a", wire).expect("226");

            assertArrayEquals(file, stored("a"));
            for (int position = 10_007; position < symbols.length(); position += 10_007) {
                if (!insideTheEndOfALine(form, symbols, position)) {
                    sent.server(position);
                }
            }
        }
    }

    private static boolean insideTheEndOfALine(Form form, Symbols symbols, int position) {
        return form.type() == Type.ASCII && position > 0 && symbols.at(position - 1) == '\r';
    }

    /** Cut behind a marker at each place of a file, and resumed there with the marker that the server told. */
    @ParameterizedTest
    @MethodSource("forms")
    void goesOnAtEachMarkerThatItHasAnswered(Form form) throws IOException {
        byte[] file = text("one\n\n  tw\u00ff\nthreeeeee\n\nlast");
        var symbols = form.represent(file);
        try (var client = new CodecClient(server, form)) {
            for (int position = 0; position <= symbols.length(); position++) {
                String name = "a" + position;
                var cut = client.send("STOR " + name, cutBehind(form, symbols, position))
                        .expect("426");
                assertFalse(Files.exists(server.home().resolve(name)), name);
                if (insideTheEndOfALine(form, symbols, position) && cut.marks().isEmpty()) {
                    continue;
                }
                client.dialogue().say("REST " + cut.server(position)).expect("350");
                client.send("STOR " + name, form.encode(symbols.from(position), Style.minimal()))
                        .expect("226");

                assertEquals(new String(file, ISO_8859_1), new String(stored(name), ISO_8859_1), name);
            }
        }
    }

    /** What is sent up to a marker and with it, without the end of the file. */
    private static byte[] cutBehind(Form form, Symbols symbols, int position) {
        byte[] whole = form.encode(symbols, Style.minimal().mark(position));
        byte[] rest = form.encode(symbols.from(position), Style.minimal());
        return Arrays.copyOf(whole, whole.length - rest.length);
    }

    /** Behind the marker more has come, which the resume writes over. */
    @ParameterizedTest
    @CsvSource({"IFB", "IFC", "ARB", "EFC"})
    void goesBackToAMarkerThatIsNotTheLast(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] file = Content.random(600_000);
        var symbols = form.represent(file);
        int[] marks = {100_000, 200_000, 300_000};
        byte[] wire = form.encode(symbols, Style.minimal().mark(marks));
        try (var client = new CodecClient(server, form)) {
            var cut = client.send("STOR a", Arrays.copyOf(wire, wire.length * 2 / 3))
                    .expect("426");
            client.dialogue().say("REST " + cut.server(200_000)).expect("350");
            client.send("STOR a", form.encode(symbols.from(200_000), Style.minimal()))
                    .expect("226");

            assertArrayEquals(file, stored("a"));
        }
    }

    @Test
    void goesOnInAnotherSession() throws IOException {
        var form = Form.of("ARC");
        byte[] file = Content.random(300_000);
        var symbols = form.represent(file);
        byte[] wire = form.encode(symbols, Style.minimal().mark(100_000));
        String mark;
        try (var client = new CodecClient(server, form)) {
            mark = client.send("STOR a", Arrays.copyOf(wire, wire.length / 2)).server(100_000);
        }
        try (var client = new CodecClient(server, form)) {
            client.dialogue().say("REST " + mark).expect("350");
            client.send("STOR a", form.encode(symbols.from(100_000), Style.mean(1)))
                    .expect("226");

            assertArrayEquals(file, stored("a"));
        }
    }

    /** The old file is whole until the new one is, and nothing of it gets into the new one. */
    @ParameterizedTest
    @CsvSource({"IFB", "ARC"})
    void bringsTheReplacementOfAFileToItsEnd(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] old = write("a", Content.random(400_000));
        byte[] file = Content.random(300_000);
        var symbols = form.represent(file);
        try (var client = new CodecClient(server, form)) {
            var cut = client.send("STOR a", cutBehind(form, symbols, 100_000)).expect("426");
            assertArrayEquals(old, stored("a"));
            client.dialogue().say("REST " + cut.server(100_000)).expect("350");
            client.send("STOR a", form.encode(symbols.from(100_000), Style.minimal()))
                    .expect("226");

            assertArrayEquals(file, stored("a"));
        }
    }

    /** Broken twice: the markers of the resumed transfer count from the beginning of the file. */
    @Test
    void goesOnTwice() throws IOException {
        var form = Form.of("IFB");
        byte[] file = Content.random(300_000);
        var symbols = form.represent(file);
        try (var client = new CodecClient(server, form)) {
            var first = client.send("STOR a", cutBehind(form, symbols, 100_000)).expect("426");
            client.dialogue().say("REST " + first.server(100_000)).expect("350");
            var second = client.send("STOR a", cutBehind(form, symbols.from(100_000), 50_000))
                    .expect("426");
            client.dialogue().say("REST " + second.server(50_000)).expect("350");
            client.send("STOR a", form.encode(symbols.from(150_000), Style.minimal()))
                    .expect("226");

            assertArrayEquals(file, stored("a"));
        }
    }

    /** Markers before the first byte, behind the last, and two in one place. */
    @ParameterizedTest
    @CsvSource({"ARB", "IFC"})
    void takesMarkersAtTheEnds(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] file = text("one\ntwo\n");
        var symbols = form.represent(file);
        try (var client = new CodecClient(server, form)) {
            var sent = client.send(
                            "STOR a", form.encode(symbols, Style.minimal().mark(0, symbols.length())))
                    .expect("226");

            assertArrayEquals(file, stored("a"));
            sent.server(0);
            sent.server(symbols.length());
        }
    }

    /** More 110 replies than a client reads at a time do not keep the file from coming. */
    @Test
    void answersManyMarkersOfAClientThatReadsThemLater() throws IOException {
        var form = Form.of("IFB");
        byte[] file = Content.random(200_000);
        var symbols = form.represent(file);
        try (var client = new CodecClient(server, form)) {
            var sent = client.send(
                            "STOR a", form.encode(symbols, Style.minimal().markEvery(1000, symbols)))
                    .expect("226");

            assertEquals(199, sent.marks().size());
            assertArrayEquals(file, stored("a"));
        }
    }

    /** A client that sends markers and reads no replies does not hold a thread for longer than a stall may last. */
    @Test
    void endsAClientThatFloodsItWithMarkersAndReadsNoReply() throws IOException {
        byte[] markers = Bytes.of("10 00 01 31".repeat(250_000));
        try (var strict = FerryServer.start("stall-timeout=1s");
                var client = new CodecClient(strict, Form.of("IFB"));
                var data = client.dialogue().passive()) {
            client.dialogue().say("STOR a").expect("150");
            assertThrows(IOException.class, () -> {
                while (true) {
                    data.getOutputStream().write(markers);
                }
            });

            Eventually.holds("the end of the session", () -> strict.daemon().connections() == 0);
            assertFalse(Files.exists(strict.home().resolve("a")));
        }
    }

    @Test
    void countsFromTheBeginningOfTheFileWhenItAppends() throws IOException {
        write("a", text("0123"));
        try (var client = new CodecClient(server, Form.of("IFB"))) {
            var sent = client.send("APPE a", Bytes.of("00 00 02 34 35 10 00 01 31 40 00 01 36"))
                    .expect("226");

            assertEquals("0123456", server.content("a"));
            client.dialogue().say("REST " + sent.marks().get("1")).expect("350");
            assertEquals("6", new String(client.retrieve("a"), ISO_8859_1));
        }
    }

    @Test
    void forgetsTheMarkerOfAnotherCommand() throws IOException {
        write("a", Content.random(LENGTH));
        try (var client = new CodecClient(server, Form.of("IFB"))) {
            var whole = client.decode("RETR a");
            client.dialogue().say("REST " + whole.marks().getFirst().text()).expect("350");
            client.dialogue().say("PWD").expect("257");

            assertEquals(whole.symbols(), client.decode("RETR a").symbols());
        }
    }
}
