package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST in stream mode: RFC 3659, section 5. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestartTest {
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    // ---- with RETR

    @Test
    void sendsFromTheOffsetOn() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350 .*4.*");

            assertEquals("456789", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void sendsFromAnOffsetInALargeFileOn() {
        String content = "0123456789".repeat(100_000);
        server.file("large", content);

        try (var client = Dialogue.image(server)) {
            client.say("REST 300001").expect("350");

            assertEquals(content.substring(300_001), client.receiveText("RETR large"));
        }
    }

    @Test
    void countsTheOffsetOnce() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.receive("RETR a.txt");

            assertEquals("0123456789", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void sendsNothingFromTheEndOn() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 10").expect("350");

            assertEquals("", client.receiveText("RETR a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "9223372036854775807"})
    void answers554BeyondTheEnd(String offset) {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("EPSV").expect("229");
            client.say("REST " + offset).expect("350");

            client.say("RETR a.txt").expect("554");
        }
    }

    @Test
    void countsBytesOfTheRepresentationInTypeA() {
        server.file("a.txt", "1\n2\n3\n");

        try (var client = Dialogue.loggedIn(server)) {
            client.say("REST 4").expect("350");

            assertEquals("\n3\r\n", client.receiveText("RETR a.txt").substring(1));
        }
    }

    // ---- between REST and its transfer

    @ParameterizedTest
    @ValueSource(strings = {"PASV", "EPSV", "TYPE I", "MODE S", "STRU F", "NOOP", "STAT", "SIZE a.txt", "ALLO 10"})
    void keepsTheOffsetOverWhatPreparesTheTransfer(String between) {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.say(between).expect("2.*");

            assertEquals("456789", client.receiveText("RETR a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CWD /", "PWD", "MKD folder", "DELE missing", "RNFR a.txt", "MLST a.txt", "XYZZY", "REST x"})
    void forgetsTheOffsetWhenAnotherCommandComes(String between) {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.say(between).read();

            assertEquals("0123456789", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void forgetsTheOffsetAfterAListing() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");

            assertEquals("a.txt\r\n", client.receiveText("NLST"));
            assertEquals("0123456789", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void takesTheLastOffset() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.say("REST 0").expect("350");

            assertEquals("0123456789", client.receiveText("RETR a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "+1", "1.5", "1 2", "9223372036854775808", "0x10"})
    void answers501ToWhatIsNoOffset(String offset) {
        try (var client = Dialogue.image(server)) {
            client.say("REST " + offset).expect("501");
        }
    }

    // ---- with STOR

    @Test
    void goesOnWithABrokenUploadFromWhereSizeSays() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "01234").expect("426");
            client.say("SIZE a.txt").expect("213 5");

            client.say("REST 5").expect("350");
            client.transmit("STOR a.txt", "56789").expect("226");

            assertEquals("0123456789", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TYPE A", "STRU R"})
    void refusesAnOffsetThatIsNoneOfTheFile(String parameter) {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "one\n").expect("426");
            client.say(parameter).expect("200");

            client.say("SIZE a.txt").expect("550");
            client.say("REST 5").expect("350");
            client.say("EPSV").expect("229");
            client.say("STOR a.txt").expect("504");

            client.say("TYPE I").expect("200");
            client.say("STRU F").expect("200");
            client.say("REST 4").expect("350");
            client.transmit("STOR a.txt", "two\n").expect("226");
            assertEquals("one\ntwo\n", server.content("a.txt"));
        }
    }

    @Test
    void goesOnInAnotherSession() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "01234").expect("426");
        }

        try (var client = Dialogue.image(server)) {
            client.say("REST 3").expect("350");
            client.transmit("STOR a.txt", "3456789").expect("226");

            assertEquals("0123456789", server.content("a.txt"));
        }
    }

    @Test
    void goesOnAgainAndAgain() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "0123").expect("426");
            client.say("REST 4").expect("350");
            client.transmitAndBreak("STOR a.txt", "456").expect("426");
            client.say("SIZE a.txt").expect("213 7");

            client.say("REST 7").expect("350");
            client.transmit("STOR a.txt", "789").expect("226");

            assertEquals("0123456789", server.content("a.txt"));
        }
    }

    @Test
    void beginsAnewWithoutAnOffset() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "a longer half than the whole")
                    .expect("426");

            client.transmit("STOR a.txt", "whole").expect("226");

            assertEquals("whole", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void cutsAWholeFileAtTheOffset() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.transmit("STOR a.txt", "xy").expect("226");

            assertEquals("0123xy", server.content("a.txt"));
        }
    }

    @Test
    void answers554BeyondWhatTheServerHas() {
        server.file("a.txt", "0123456789");

        try (var client = Dialogue.image(server)) {
            client.say("EPSV").expect("229");
            client.say("REST 11").expect("350");
            client.say("STOR a.txt").expect("554");
            client.say("REST 1").expect("350");
            client.say("STOR new.txt").expect("554");

            assertEquals("0123456789", server.content("a.txt"));
            assertEquals(List.of("a.txt"), server.names());
        }
    }

    @Test
    void answers554BeyondWhatABrokenUploadLeft() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "01234").expect("426");

            client.say("EPSV").expect("229");
            client.say("REST 6").expect("350");
            client.say("STOR a.txt").expect("554");

            client.say("SIZE a.txt").expect("213 5");
        }
    }
}
