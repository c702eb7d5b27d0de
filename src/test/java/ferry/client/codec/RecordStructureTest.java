package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

/** STRU R: RFC 959, sections 3.1.2.2 and 3.4.1. Records are lines of the file on the disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordStructureTest {
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void write(String name, String content) throws IOException {
        Files.write(server.home().resolve(name), content.getBytes(ISO_8859_1));
    }

    private String stored(String name) throws IOException {
        return Files.readString(server.home().resolve(name), ISO_8859_1);
    }

    /** Every escape code of stream mode; EOR and EOF of the last record may be one code or two. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ARS ; one~two  ; 6F 6E 65 FF 01 74 77 6F FF 02
            ARS ; one~     ; 6F 6E 65 FF (03|01 FF 02)
            ARS ; a~~b~    ; 61 FF 01 FF 01 62 FF (03|01 FF 02)
            ARS ; aÿb      ; 61 FF FF 62 FF 02
            ERS ; A~       ; C1 FF (03|01 FF 02)
            IRS ; ÿ~       ; FF FF FF (03|01 FF 02)
            """)
    void sendsTheEscapeCodesOfTheRfc(String form, String file, String wire) throws IOException {
        write("a", file.replace('~', '\n'));
        try (var client = new CodecClient(server, Form.of(form))) {
            String came = Bytes.show(client.dialogue().receive("RETR a"));

            assertTrue(came.matches(wire), came);
        }
    }

    @Test
    void sendsTheEndOfAnEmptyFile() throws IOException {
        write("empty", "");
        try (var client = new CodecClient(server, Form.of("ARS"))) {
            assertEquals("FF 02", Bytes.show(client.dialogue().receive("RETR empty")));
        }
    }

    /** A byte alone in each segment, so that no escape code comes whole. */
    @ParameterizedTest
    @CsvSource({"ARS", "IRS", "ERS", "ARB", "ARC", "ERC", "AFB", "IFC", "ARZ"})
    void putsTogetherWhatComesInPieces(String letters) throws IOException {
        var form = Form.of(letters);
        byte[] file = "a\nÿÿ\n\nbbbb   ".getBytes(ISO_8859_1);
        byte[] wire = form.encode(file, Style.mean(3));
        try (var client = new CodecClient(server, form)) {
            try (var data = client.dialogue().passive()) {
                data.setTcpNoDelay(true);
                client.dialogue().say("STOR a").expect("150");
                for (byte each : wire) {
                    data.getOutputStream().write(each);
                }
            }
            client.sent().expect("226");

            assertArrayEquals(file, Files.readAllBytes(server.home().resolve("a")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"61 62", "61 FF", "61 FF 01", "61 FF 01 62", "", "FF FF"})
    void takesAFileWithoutItsEndForBroken(String wire) {
        try (var client = new CodecClient(server, Form.of("ARS"))) {
            client.send("STOR a", Bytes.of(wire)).expect("426");

            assertFalse(Files.exists(server.home().resolve("a")));
            client.send("STOR b", Bytes.of("61 FF 03")).expect("226");
            assertEquals("a\n", server.content("b"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"61 FF 00", "61 FF 04 FF 02", "61 FF 80", "61 FF 40 FF 02", "FF FE"})
    void refusesACodeThatMeansNothing(String wire) {
        try (var client = new CodecClient(server, Form.of("ARS"))) {
            client.send("STOR a", Bytes.of(wire)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
            client.dialogue().say("NOOP").expect("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"61 FF 02 62", "61 FF 03 FF 02", "61 FF 03 00"})
    void refusesWhatComesBehindTheEnd(String wire) {
        try (var client = new CodecClient(server, Form.of("ARS"))) {
            client.send("STOR a", Bytes.of(wire)).expect("4(26|51)");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    /** Two records would come back for one. */
    @ParameterizedTest
    @CsvSource({"IRS, 61 0A 62 FF 02", "IRB, 40 00 03 61 0A 62", "IRC, 00 40 03 61 0A 62"})
    void refusesARecordOfBytesWithAnEndOfALineInIt(String form, String wire) {
        try (var client = new CodecClient(server, Form.of(form))) {
            client.send("STOR a", Bytes.of(wire)).expect("451");

            assertFalse(Files.exists(server.home().resolve("a")));
        }
    }

    @ParameterizedTest
    @CsvSource({"ARS", "ERS", "IRS", "ARB", "ARC"})
    void keepsACarriageReturnAtTheEndOfARecord(String form) throws IOException {
        try (var client = new CodecClient(server, Form.of(form))) {
            client.store("a", "one\r\ntwo\r".getBytes(ISO_8859_1), Style.minimal())
                    .expect("226");

            assertEquals("one\r\ntwo\r", stored("a"));
            assertEquals("one\r\ntwo\r", new String(client.retrieve("a"), ISO_8859_1));
        }
    }

    /** In stream mode a restart counts the bytes of the representation: RFC 3659, section 5. */
    @ParameterizedTest
    @CsvSource({"ARS", "ERS", "IRS"})
    void restartsAtEachByteOfTheRepresentation(String form) throws IOException {
        write("a", "ab\n\nÿ\nlast");
        try (var client = new CodecClient(server, Form.of(form))) {
            byte[] whole = client.dialogue().receive("RETR a");
            for (int offset = 0; offset <= whole.length; offset++) {
                client.dialogue().say("REST " + offset).expect("350");

                assertEquals(
                        Bytes.show(Arrays.copyOfRange(whole, offset, whole.length)),
                        Bytes.show(client.dialogue().receive("RETR a")),
                        "from " + offset);
            }
        }
    }

    @Test
    void keepsTheFileWhenItsReplacementIsBroken() throws IOException {
        write("a", "old\n");
        try (var client = new CodecClient(server, Form.of("ARS"))) {
            client.send("STOR a", Bytes.of("6E 65 77 FF 01")).expect("426");

            assertEquals("old\n", stored("a"));
        }
    }

    /** The code has said it all: nobody needs to close first. */
    @ParameterizedTest
    @ValueSource(strings = {"61 FF 03", "61 FF 02"})
    void doesNotWaitForTheClientToClose(String wire) throws IOException {
        try (var client = new CodecClient(server, Form.of("ARS"));
                var data = client.dialogue().passive()) {
            client.dialogue().say("STOR a").expect("150");
            data.getOutputStream().write(Bytes.of(wire));

            client.dialogue().expect("226 .*");
        }
    }
}
