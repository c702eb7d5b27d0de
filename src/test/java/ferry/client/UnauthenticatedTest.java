package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions may do before their login, and how fast clients may come and command. */
final class UnauthenticatedTest {
    @Test
    void endsTheLongestWaitingWhenThereAreTooMany() {
        try (var server = FerryServer.start("max-unauthenticated=2");
                var first = new Dialogue(server);
                var second = new Dialogue(server);
                var third = new Dialogue(server)) {
            first.expect("421 Too many clients wait for a login.*");
            assertTrue(first.closed());
            second.login();
            third.login();
        }
    }

    @Test
    void letsAFreshClientInWhoeverKeepsSilent() {
        var silent = new ArrayList<Dialogue>();
        try (var server = FerryServer.start("max-unauthenticated=20", "max-sessions=40", "trusted-addresses=")) {
            for (int i = 0; i < 60; i++) {
                silent.add(Dialogue.silent("127.0.0." + (2 + i % 2), server.ftp()));
            }

            try (var fresh = Dialogue.loggedIn(server)) {
                fresh.say("NOOP").expect("200");
            }
            silent.forEach(Dialogue::close);
        }
    }

    @Test
    void countsNoSessionThatHasLoggedIn() {
        try (var server = FerryServer.start("max-unauthenticated=1");
                var first = Dialogue.loggedIn(server);
                var second = Dialogue.loggedIn(server);
                var third = new Dialogue(server)) {
            first.say("NOOP").expect("200");
            second.say("NOOP").expect("200");
            third.say("NOOP").expect("200");
        }
    }

    @Test
    void countsASessionAgainWhoseLoginIsOver() {
        try (var server = FerryServer.start("max-unauthenticated=1");
                var first = Dialogue.loggedIn(server)) {
            first.say("REIN").expect("220");

            try (var second = new Dialogue(server)) {
                first.expect("421");
                second.login();
            }
        }
    }

    @Test
    void endsASessionOfManyCommandsWithoutALogin() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            for (int i = 0; i < 100; i++) {
                client.say("NOOP").expect("200");
            }

            client.say("NOOP").expect("421 Too many commands without a login.*");
            assertTrue(client.closed());
        }
    }

    @Test
    void countsNoCommandsBehindTheLogin() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            for (int i = 0; i < 150; i++) {
                client.say("NOOP").expect("200");
            }
        }
    }

    @Test
    void refusesConnectionsThatComeTooFast() {
        try (var server = FerryServer.start("max-connections-per-second=10", "trusted-addresses=127.0.0.1")) {
            var replies = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                try (var client = Dialogue.silent("127.0.0.2", server.ftp())) {
                    replies.add(client.read());
                }
            }

            assertTrue(replies.getFirst().startsWith("220"));
            assertTrue(replies.contains("421 Too many connections from your address; try later"), replies::toString);
            try (var trusted = new Dialogue(server);
                    var other = Dialogue.from("127.0.0.3", server)) {
                trusted.say("NOOP").expect("200");
                other.say("NOOP").expect("200");
            }
            Eventually.holds("the rest", () -> {
                try (var client = Dialogue.silent("127.0.0.2", server.ftp())) {
                    return client.read().startsWith("220");
                }
            });
        }
    }

    @Test
    void letsTrustedAddressesConnectAsFastAsTheyLike() {
        try (var server = FerryServer.start("max-connections-per-second=1")) {
            for (int i = 0; i < 30; i++) {
                new Dialogue(server).close();
            }
        }
    }

    @Test
    void slowsDownASessionThatCommandsTooFast() {
        try (var server = FerryServer.start("max-commands-per-second=20");
                var client = Dialogue.loggedIn(server)) {
            long begin = System.nanoTime();
            client.send("NOOP\r\n".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            for (int i = 0; i < 40; i++) {
                client.expect("200");
            }

            // 42 commands with the login, of which 20 are free: 22 twentieths of a second.
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(millis > 900, () -> millis + " ms");
        }
    }

    @Test
    void abortsATransferOfASlowedSession() throws java.io.IOException {
        try (var server = FerryServer.start("max-commands-per-second=5");
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR a").expect("150");
            data.getOutputStream().write(1);

            client.say("STAT").expect("211");
            client.say("ABOR").expect("426");
            client.expect("226");
        }
    }

    @Test
    void tellsEachReplyOnceWhenItEndsASession() {
        try (var server = FerryServer.start("trusted-addresses=", "ban.failures=1")) {
            for (int i = 0; i < 5; i++) {
                try (var client = Dialogue.from("127.0.0." + (10 + i), server)) {
                    client.say("USER ferry").expect("331");
                    client.say("PASS wrong").expect("421");
                    assertEquals(List.of(""), List.of(client.read()));
                }
            }
        }
    }
}
