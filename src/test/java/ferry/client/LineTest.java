package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of a control connection and their Telnet layer. */
final class LineTest {
    private final FerryServer server = FerryServer.start();
    private final Dialogue client = Dialogue.loggedIn(server);

    @BeforeEach
    void makeAFile() {
        server.file("a", "content");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void takesALineByteByByte() {
        for (byte b : "CWD /\r\n".getBytes(StandardCharsets.US_ASCII)) {
            client.send(new byte[] {b});
        }

        client.expect("250");
    }

    @Test
    void takesSeveralLinesInOneSegment() {
        client.send("NOOP\r\nPWD\r\nSYST\r\n".getBytes(StandardCharsets.US_ASCII));

        client.expect("200");
        client.expect("257");
        client.expect("215");
    }

    @Test
    void takesALineFeedAlone() {
        client.send("PWD\n".getBytes(StandardCharsets.US_ASCII));

        client.expect("257");
    }

    @Test
    void answersAnOverlongLineOnceAndGoesOn() {
        client.say("CWD " + "x".repeat(100_000));
        client.say("PWD");

        client.expect("500");
        client.expect("257");
    }

    @Test
    void takesALineOfEightKibibytesAndNotOneByteMore() {
        String longest = "NOOP " + "x".repeat(8192 - "NOOP \r".length());

        client.say(longest).expect("200");
        client.say(longest + "x").expect("500");
        client.say("PWD").expect("257");
    }

    @Test
    void answersAnOverlongLineBeforeTheLogin() {
        try (var stranger = new Dialogue(server)) {
            stranger.say("x".repeat(1_000_000)).expect("500");
            stranger.say("NOOP").expect("200");
        }
    }

    @Test
    void carriesOutNoPartOfAnOverlongLine() {
        client.say("x".repeat(8192) + " MKD made").expect("500");
        client.say("NOOP " + "x".repeat(8192 - 5) + "DELE a").expect("500");

        client.say("SIZE a").expect("213");
        client.say("SIZE made").expect("550");
    }

    @Test
    void refusesControlCharacters() {
        client.send("CWD a\0b\r\n".getBytes(StandardCharsets.US_ASCII));
        client.expect("501");
        client.send("DELE a\rb\r\n".getBytes(StandardCharsets.US_ASCII));
        client.expect("501");
        client.send("DELE a\u001b\r\n".getBytes(StandardCharsets.US_ASCII));
        client.expect("501");
        client.say("SIZE a").expect("213");
    }

    @Test
    void ignoresAnEmptyLine() {
        client.say("").say("PWD").expect("257");
    }

    @Test
    void ignoresBlanksBeforeAVerb() {
        client.say("  PWD").expect("257");
    }

    @Test
    void ignoresCarriageReturnsBeforeTheEndOfALine() {
        client.send("PWD\r\r\nNOOP\r\r\r\n".getBytes(StandardCharsets.US_ASCII));

        client.expect("257");
        client.expect("200");
    }

    @Test
    void ignoresTheNulBehindTheLineOfACareless() {
        client.send("PWD\r\n\0NOOP\r\n\0\0SYST\r\n\0".getBytes(StandardCharsets.US_ASCII));

        client.expect("257");
        client.expect("200");
        client.expect("215");
    }

    @Test
    void takesNoCarriageReturnForTheEndOfALine() {
        client.send("DELE a\rPWD\r\n".getBytes(StandardCharsets.US_ASCII));

        client.expect("501"); // two commands for a proxy that looks for CR LF alone would be a way around it
        client.say("SIZE a").expect("213");
    }

    @Test
    void skipsTelnetCommandsAndOptions() {
        client.send(new byte[] {(byte) 255, (byte) 253, 6}); // IAC DO TIMING-MARK
        client.send(
                new byte[] {(byte) 255, (byte) 250, 1, 'P', 'W', 'D', '\n', (byte) 255, (byte) 240}); // IAC SB … IAC SE
        client.send(new byte[] {(byte) 255, (byte) 241}); // IAC NOP
        client.say("PWD").expect("257");
    }

    @Test
    void skipsTelnetCommandsInTheMiddleOfALine() {
        client.send(new byte[] {'P', (byte) 255, (byte) 241, 'W', (byte) 255, (byte) 252, 6, 'D', '\r', '\n'});

        client.expect("257");
    }

    @Test
    void skipsTelnetCommandsThatComeInPieces() {
        byte[] line = {
            (byte) 255, (byte) 250, 1, (byte) 255, (byte) 255, 'x', (byte) 255, (byte) 240, 'P', 'W', 'D', '\n'
        };
        for (byte b : line) {
            client.send(new byte[] {b});
        }

        client.expect("257");
    }

    @Test
    void takesADoubledIacAsAByte() {
        client.send(new byte[] {'M', 'K', 'D', ' ', 'x', (byte) 255, (byte) 255, '\r', '\n'});

        String reply = client.read(StandardCharsets.ISO_8859_1);

        assertEquals("257 \"/x\u00ff\u00ff\" is made", reply);
    }

    @Test
    void keepsTheArgumentAsItIs() {
        client.say("MKD  two  blanks ").expect("257 \"/ two  blanks \" .*");
    }
}
