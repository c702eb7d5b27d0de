package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TYPE A on the wire and on the disk: RFC 959, section 3.1.1.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AsciiTest {
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void sendsLinesWithCrLf() {
        server.file("a.txt", "one\n\ntwo");

        try (var client = Dialogue.loggedIn(server)) {
            assertEquals("one\r\n\r\ntwo", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void storesLinesWithLf() {
        try (var client = Dialogue.loggedIn(server)) {
            client.transmit("STOR a.txt", "one\r\n\r\ntwo").expect("226");

            assertEquals("one\n\ntwo", server.content("a.txt"));
        }
    }

    @Test
    void doesNotDoubleTheEndOfALineThatHasCrLf() {
        server.file("windows.txt", "one\r\ntwo\r\n");

        try (var client = Dialogue.loggedIn(server)) {
            assertEquals("one\r\ntwo\r\n", client.receiveText("RETR windows.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "\r", "a\n\r", "\r\ra"})
    void keepsACarriageReturnThatEndsNoLine(String content) {
        try (var client = Dialogue.loggedIn(server)) {
            client.transmit("STOR a.txt", content).expect("226");

            assertEquals(content, server.content("a.txt"));
        }
    }

    @Test
    void appendsLinesWithLf() {
        server.file("a.txt", "one\n");

        try (var client = Dialogue.loggedIn(server)) {
            client.transmit("APPE a.txt", "two\r\n").expect("226");

            assertEquals("one\ntwo\n", server.content("a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_383, 16_384, 16_385, 65_536, 500_000})
    void bringsATextThereAndBack(int length) {
        var content = new StringBuilder();
        var random = new Random(length);
        while (content.length() < length) {
            content.append(random.nextInt(4) == 0 ? "\r\n" : "x");
        }
        String text = content.toString();

        try (var client = Dialogue.loggedIn(server)) {
            client.transmit("STOR a.txt", text).expect("226");

            assertEquals(text.replace("\r\n", "\n"), server.content("a.txt"));
            assertEquals(text, client.receiveText("RETR a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "one\n", "\n\n\n", "one\r\ntwo\n", "\r", "a\rb\n"})
    void tellsTheSizeThatItWouldSend(String content) {
        server.file("a.txt", content);

        try (var client = Dialogue.loggedIn(server)) {
            int sent = client.receive("RETR a.txt").length;

            client.say("SIZE a.txt").expect("213 " + sent);
        }
    }

    @Test
    void refusesToCountALargeFile() {
        server.file("large", "x".repeat(4 * 1024 * 1024 + 1));

        try (var client = Dialogue.loggedIn(server)) {
            client.say("SIZE large").expect("550");
            client.say("TYPE I").expect("200");
            client.say("SIZE large").expect("213 4194305");
        }
    }

    @Test
    void changesNothingInTypeI() {
        try (var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "one\r\ntwo\n").expect("226");

            assertEquals("one\r\ntwo\n", server.content("a.txt"));
            assertEquals("one\r\ntwo\n", client.receiveText("RETR a.txt"));
        }
    }
}
