package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log tells at debug level of the commands that client programs were refused. */
final class RefusalTest {
    private final FerryServer server = FerryServer.start();
    private final LogLines log = new LogLines("ferry.session.Refusals");

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    @Test
    void tellsAtTheEndOfASessionWhatWasRefused() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("CLNT Some Camera 2.1").expect("200");
            client.say("XYZZY 1").expect("500");
            client.say("xyzzy 2").expect("500");
            client.say("SITE EXEC ls").expect("500");
            client.say("OPTS FOO on").expect("501");
            client.say("CWD missing").expect("550");
            client.say("NOOP").expect("200");
        }

        log.await(
                "client program \"Some Camera 2.1\": refused XYZZY 500 \u00d72, SITE EXEC 500 \u00d71, OPTS FOO 501 \u00d71,"
                        + " CWD 550 \u00d71; in all sessions XYZZY 500 \u00d72,");
    }

    @Test
    void addsUpTheSessionsOfAProgram() {
        for (int i = 1; i <= 3; i++) {
            try (var client = new Dialogue(server)) {
                client.say("CSID Name=Scanner; Version=1;").expect("200");
                client.say("XYZZY").expect("500");
            }

            log.await("client program \"Scanner 1\": refused XYZZY 500 \u00d71; in all sessions XYZZY 500 \u00d7" + i);
        }
    }

    @Test
    void callsAProgramUnknownThatDoesNotTellItsName() {
        try (var client = new Dialogue(server)) {
            client.say("LIST").expect("530");
        }

        log.await("client program \"unknown\": refused LIST 530 \u00d71");
    }

    @Test
    void keepsTheNumberOfVerbsAndTheirLengthSmall() {
        try (var client = new Dialogue(server).login()) {
            for (int i = 0; i < 100; i++) {
                client.say("X".repeat(3000) + "\u001b" + i).expect("500");
                client.say("V" + i).expect("500");
            }
        }

        log.await("others \u00d7");
        String line = log.lines().getLast();
        assertTrue(line.length() < 3000, line);
        assertTrue(line.contains("XXXXXXXXXXXXX... 500 \u00d7100"), line);
    }

    @Test
    void saysNothingOfASessionWithoutRefusals() {
        try (var client = new Dialogue(server)) {
            client.say("NOOP").expect("200");
            client.say("QUIT").expect("221");
            assertTrue(client.closed());
        }
        Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);

        assertEquals(0, log.lines().size());
    }
}
