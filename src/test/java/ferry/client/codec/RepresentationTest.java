package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, structure and mode with every other: RFC 959, sections 3.1 and 3.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepresentationTest {
    private static final byte[] TEXT = "one\n\n  two  \nþree\u00ff\u00ff \0\0\0\0 aaaaaaa\nlast".getBytes(ISO_8859_1);

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
        return Form.all().stream();
    }

    private byte[] stored(String name) throws IOException {
        return Files.readAllBytes(server.home().resolve(name));
    }

    @ParameterizedTest
    @EnumSource(Content.class)
    void bringsEachContentThereAndBackInEveryForm(Content content) throws IOException {
        byte[] bytes = content.bytes();
        try (var client = new CodecClient(server)) {
            for (var form : Form.all()) {
                client.set(form);
                client.store("a", bytes, Style.minimal()).expect("226");

                assertArrayEquals(bytes, stored("a"), form::toString);
                assertArrayEquals(bytes, client.retrieve("a"), form::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Content.class)
    void understandsWhateverTheRfcAllows(Content content) throws IOException {
        byte[] bytes = content.bytes();
        try (var client = new CodecClient(server)) {
            for (var form : Form.all()) {
                client.set(form);
                client.store("a", bytes, Style.mean(bytes.length)).expect("226");

                assertArrayEquals(bytes, stored("a"), form::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void retrievesInEveryFormWhatWasStoredInThis(Form form) {
        try (var client = new CodecClient(server, form)) {
            client.store("a", TEXT, Style.mean(1)).expect("226");
            for (var other : Form.all()) {
                client.set(other);

                assertArrayEquals(TEXT, client.retrieve("a"), other::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void appendsInEveryForm(Form form) throws IOException {
        try (var client = new CodecClient(server, form)) {
            client.store("a", "one\n".getBytes(ISO_8859_1), Style.minimal()).expect("226");
            client.send("APPE a", form.encode(TEXT, Style.mean(2))).expect("226");

            assertArrayEquals(Bytes.join("one\n".getBytes(ISO_8859_1), TEXT), stored("a"));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void storesUnderANewNameInEveryForm(Form form) throws IOException {
        try (var client = new CodecClient(server, form)) {
            client.send("STOU", form.encode(TEXT, Style.mean(3))).expect("226");

            assertArrayEquals(TEXT, stored(server.names().getFirst()));
        }
    }

    /** RFC 959, section 3.1.1.5: the format says what a printer makes of the bytes, not what they are. */
    @ParameterizedTest
    @CsvSource({"A N, A", "A T, A", "A C, A", "E N, E", "E T, E", "E C, E", "L 8, I"})
    void movesTheSameBytesInEveryFormat(String code, String letter) throws IOException {
        for (var form : Form.all()) {
            if (form.type().code().equals(letter)) {
                try (var client = new CodecClient(server, form)) {
                    client.dialogue().say("TYPE " + code).expect("200");
                    client.store("a", TEXT, Style.minimal()).expect("226");

                    assertArrayEquals(TEXT, stored("a"));
                    assertArrayEquals(TEXT, client.retrieve("a"));
                }
            }
        }
    }

    /** RFC 959, section 4.1.2: the format goes back to its default when only the type is said. */
    @Test
    void forgetsTheFormatWithTheNextType() {
        try (var client = new CodecClient(server)) {
            client.dialogue().say("TYPE E C").expect("200");
            client.dialogue().say("TYPE E").expect("200");

            client.dialogue().say("STAT").expect(".*\n TYPE: EBCDIC, .*");
        }
    }

    /** RFC 3659, section 4: SIZE counts what the present parameters put on the data connection, before it is deflated. */
    @ParameterizedTest
    @MethodSource("forms")
    void tellsTheSizeThatItWouldSend(Form form) throws IOException {
        Files.write(server.home().resolve("a"), TEXT);
        try (var client = new CodecClient(server, form)) {
            byte[] wire = client.dialogue().receive("RETR a");
            int sent = form.mode() == Mode.DEFLATE ? DeflateCodec.decode(wire).length : wire.length;

            client.dialogue().say("SIZE a").expect("213 " + sent);
        }
    }

    /** Broken behind each byte, and resumed where SIZE says that the file ends. */
    @ParameterizedTest
    @CsvSource({"EFS", "IFS", "EFZ", "IFZ"})
    void resumesABrokenUploadAtTheSizeItTells(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] file = "one\n\ntwo\nlast".getBytes(ISO_8859_1);
        byte[] wire = form.encode(file, Style.minimal());
        try (var client = new CodecClient(server, form)) {
            for (int length = 1; length < wire.length; length++) {
                breakBehind(client, Arrays.copyOf(wire, length));
                String told = client.dialogue().say("SIZE a").read();
                int size =
                        told.startsWith("213 ") ? Integer.parseInt(told.substring(4)) : 0; // 550 where nothing is left
                client.dialogue().say("REST " + size).expect("350");
                byte[] rest = Arrays.copyOfRange(file, size, file.length);
                client.store("a", rest, Style.minimal()).expect("226");

                assertArrayEquals(file, stored("a"), "cut at " + length + ", resumed at " + size);
                client.dialogue().say("DELE a").expect("250");
            }
        }
    }

    /** Aborts; how much of what was sent has come by then is left to chance. */
    private static void breakBehind(CodecClient client, byte[] wire) throws IOException {
        try (var data = client.dialogue().passive()) {
            client.dialogue().say("STOR a").expect("150");
            data.getOutputStream().write(wire);
            client.dialogue().say("ABOR").expect("426");
            client.dialogue().expect("226");
        }
    }

    @Test
    void movesManyFilesInTurnInOneSession() throws IOException {
        try (var client = new CodecClient(server)) {
            for (int i = 0; i < 200; i++) {
                var form = Form.all().get(i % Form.all().size());
                client.set(form);
                byte[] file = Content.random(i * 37);
                client.store("a" + i, file, Style.minimal()).expect("226");

                assertArrayEquals(file, client.retrieve("a" + i), form::toString);
            }
        }

        assertEquals(200, server.names().size());
    }

    /** RFC 959, section 5.1: whoever says nothing gets ASCII, file structure and stream mode, after REIN as well. */
    @Test
    void goesBackToTheDefaultsAtRein() throws IOException {
        server.file("a", "one\n");
        try (var client = new CodecClient(server, Form.of("ERC"))) {
            client.dialogue().say("REIN").expect("220");
            client.dialogue().login();

            assertEquals("one\r\n", client.dialogue().receiveText("RETR a"));
        }
    }

    /** Three mebibytes at once in every form, so that no buffer is left in the state of another transfer. */
    @Test
    void servesSeveralFormsAtTheSameTime() throws IOException {
        byte[] file = Content.random(3_000_000);
        Files.write(server.home().resolve("a"), file);
        var letters = List.of("IFS", "AFB", "ERC", "IRZ");

        letters.parallelStream().forEach(each -> {
            try (var client = new CodecClient(server, Form.of(each))) {
                assertArrayEquals(file, client.retrieve("a"), each);
            }
        });
    }
}
