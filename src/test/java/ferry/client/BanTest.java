package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An address that guesses passwords is not served for a while. Two wrong ones are enough here; 127.0.0.1 is trusted. */
final class BanTest {
    private static final String EVE = "127.0.0.2";

    private final FerryServer server = FerryServer.start("trusted-addresses=127.0.0.1", "ban.failures=2");

    @AfterEach
    void stop() {
        server.close();
    }

    private void getBanned(String address) {
        try (var client = Dialogue.from(address, server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("530");
            client.say("USER nobody").expect("331");
            client.say("PASS wrong").expect("421 Too many wrong logins from your address.*");
            assertTrue(client.closed());
        }
    }

    private String greeting(String address) {
        try (var client = Dialogue.silent(address, server.ftp())) {
            String greeting = client.read();
            assertTrue(greeting.startsWith("220") || client.closed());
            return greeting;
        }
    }

    private Path file() {
        return server.folder().resolve("conf").resolve("bans");
    }

    @Test
    void refusesTheAddressAndNoOther() {
        getBanned(EVE);

        assertEquals("421 Too many wrong logins from your address; try later", greeting(EVE));
        assertTrue(greeting("127.0.0.3").startsWith("220"));
        assertTrue(greeting("127.0.0.1").startsWith("220"));
    }

    @Test
    void countsOverManyConnections() {
        for (String expected : new String[] {"530", "421"}) {
            try (var client = Dialogue.from(EVE, server)) {
                client.say("USER ferry").expect("331");
                client.say("PASS wrong").expect(expected);
            }
        }

        assertTrue(greeting(EVE).startsWith("421"));
    }

    @Test
    void countsWrongAccounts() {
        var user = FerryServer.user("guest", "account=right", "account-for=login");
        try (var other = FerryServer.start(user, "trusted-addresses=", "ban.failures=1");
                var client = new Dialogue(other)) {
            client.say("USER guest").expect("331");
            client.say("PASS ferry").expect("332");

            client.say("ACCT wrong").expect("421 Too many wrong logins from your address.*");
        }
    }

    @Test
    void isNotForgivenWrongAccountsForTheRightPassword() {
        var user = FerryServer.user("bob", "account=right", "account-for=login");
        try (var other = FerryServer.start(user, "trusted-addresses=", "ban.failures=2")) {
            for (String code : List.of("530", "421")) {
                try (var client = new Dialogue(other)) {
                    client.say("USER bob").expect("331");
                    client.say("PASS ferry").expect("332");
                    client.say("ACCT wrong").expect(code);
                }
            }
        }
    }

    /** Two threads are about to say it: the one that counts the failure, and the one that ends the waiting sessions. */
    @Test
    void isToldWhoeverIsFaster() {
        try (var other = FerryServer.start("trusted-addresses=", "ban.failures=1")) {
            for (int i = 1; i <= 100; i++) {
                try (var client = Dialogue.from("127.0.5." + i, other)) {
                    client.say("USER ferry").expect("331");
                    client.say("PASS wrong").expect("421 Too many wrong logins from your address.*");
                }
            }
        }
    }

    @Test
    void countsNoWordsOfOtherProtocols() {
        for (int i = 0; i < 3; i++) {
            try (var client = Dialogue.from(EVE, server)) {
                client.say("GET / HTTP/1.1").expect("421");
            }
        }

        assertTrue(greeting(EVE).startsWith("220"));
    }

    @Test
    void endsTheSessionsThatHaveNotLoggedInAndNoOthers() {
        try (var waiting = Dialogue.from(EVE, server);
                var named = Dialogue.from(EVE, server);
                var inside = Dialogue.from(EVE, server).login();
                var elsewhere = Dialogue.from("127.0.0.3", server)) {
            named.say("USER ferry").expect("331");

            getBanned(EVE);

            waiting.expect("421 Too many wrong logins from your address.*");
            assertTrue(waiting.closed());
            named.expect("421");
            inside.say("NOOP").expect("200");
            elsewhere.say("NOOP").expect("200");
        }
    }

    @Test
    void letsNobodyLogInAgainWhoseAddressIsBanned() {
        try (var inside = Dialogue.from(EVE, server).login()) {
            getBanned(EVE);
            inside.say("USER ferry").expect("331");

            inside.say("PASS ferry").expect("421");
        }
    }

    @Test
    void refusesTheAddressAtTheLegacyPortToo() throws IOException {
        getBanned(EVE);

        try (var legacy = new Socket()) {
            legacy.bind(new java.net.InetSocketAddress(EVE, 0));
            legacy.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.legacyPort()));
            legacy.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            assertEquals(-1, legacy.getInputStream().read());
        }
    }

    @Test
    void keepsBansInAFile() throws IOException {
        getBanned(EVE);

        Eventually.holds("the file", () -> Files.exists(file()));
        String line = Files.readAllLines(file()).getLast();
        assertTrue(line.matches("127\\.0\\.0\\.2 20[-0-9T:]+Z 1 2 wrong logins as \"ferry\", \"nobody\""), line);
    }

    @Test
    void bansWhoStandsInTheFileAtTheStartAndTellsWhatIsWrongInIt() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), """
                # mine
                127.0.0.4 2099-01-01T00:00:00Z 0 by hand
                nobody 2099-01-01T00:00:00Z 0 wrong
                127.0.1.0/24 2099-01-01T00:00:00Z 0 a network
                """);
        try (var log = new LogLines("ferry.guard.BanKeeper");
                var next = FerryServer.start("trusted-addresses=127.0.0.1", "ban.file=" + file())) {
            log.await(file() + ":3: an address or a network like 192.0.2.0/24 is needed, not \"nobody\"");
            for (String banned : new String[] {"127.0.0.4", "127.0.1.77"}) {
                try (var client = Dialogue.silent(banned, next.ftp())) {
                    client.expect("421");
                }
            }
            try (var client = Dialogue.from("127.0.0.5", next)) {
                client.say("NOOP").expect("200");
            }
        }
    }

    @Test
    void liftsABanWhoseLineIsGone() throws IOException {
        getBanned(EVE);
        Eventually.holds("the file", () -> Files.exists(file()));

        Files.delete(file());

        Eventually.holds("the lifting", () -> greeting(EVE).startsWith("220"));
    }

    @Test
    void endsAWaitingSessionWhoseAddressIsBannedByHand() throws IOException {
        try (var waiting = Dialogue.from(EVE, server)) {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), EVE + " 2099-01-01T00:00:00Z 0 by hand\n");

            waiting.expect("421");
        }
    }

    @Test
    void bansWhereNoFileCanBeWritten() throws IOException {
        Files.writeString(server.folder().resolve("conf"), "a file, where a folder should be");

        getBanned(EVE);

        assertTrue(greeting(EVE).startsWith("421"));
        assertFalse(Files.exists(file()));
    }
}
