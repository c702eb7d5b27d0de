package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Access control: RFC 959, section 4.1.1, and who gets in at all. */
final class AccessTest {
    private static final String MD5_OF_FERRY = "46171B077997B166BB30CF5494EFF2F8";

    // ---- USER, PASS, ACCT, REIN, QUIT

    @Test
    void logsInAndOut() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server.ftp())) {
            client.play("""
                    S: 220 .*
                    C: USER ferry
                    S: 331 .*
                    C: PASS ferry
                    S: 230 .*
                    C: PWD
                    S: 257 "/" .*
                    C: QUIT
                    S: 221 .*
                    """);
            assertTrue(client.closed());
        }
    }

    @Test
    void quitsWithoutALogin() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            client.say("QUIT").expect("221");
            assertTrue(client.closed());
        }
    }

    @Test
    void takesANewPasswordOnlyAfterANewName() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.say("PASS ferry").expect("503");
            client.say("PWD").expect("257");
        }
    }

    @Test
    void logsOutWhoeverGivesANewName() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.say("USER ferry").expect("331");

            client.say("PWD").expect("530");
        }
    }

    @Test
    void showsTheNextUserAnotherHome() {
        try (var server = FerryServer.start(FerryServer.user("guest"));
                var client = Dialogue.loggedIn(server)) {
            server.file("secret.txt", "1");
            client.say("MKD folder").expect("257");
            client.say("CWD folder").expect("250");

            client.login("guest");

            client.say("PWD").expect("257 \"/\" .*");
            client.say("SIZE secret.txt").expect("550");
        }
    }

    @Test
    void needsNoAccount() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.say("ACCT anything").expect("202");
        }
    }

    @Test
    void forgetsTheLoginAtRein() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.play("""
                    C: REIN
                    S: 220
                    C: PWD
                    S: 530
                    C: PASS ferry
                    S: 503
                    """);
        }
    }

    @Test
    void goesBackToTheDefaultsAtRein() {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            client.say("EPSV ALL").expect("200");

            client.say("REIN").expect("220");

            client.login();
            client.say("STAT").expect(".*TYPE: ASCII, STRU: FILE, MODE: STREAM\n.*");
            client.say("PASV").expect("227");
        }
    }

    @Test
    void takesAPasswordWithBlanks() {
        try (var server = FerryServer.start(FerryServer.user("guest", "userpassword=two  words"));
                var client = new Dialogue(server)) {
            client.say("USER guest").expect("331");
            client.say("PASS two  words").expect("230");
        }
    }

    @Test
    void takesAnyPasswordOfAnonymous() {
        try (var server = FerryServer.start(FerryServer.user("anonymous"));
                var client = new Dialogue(server)) {
            client.say("USER anonymous").expect("331");
            client.say("PASS me@example.org").expect("230");
            client.say("MKD folder").expect("550");
        }
    }

    // ---- who does not get in

    @Test
    void answersUnknownUsersAsWrongPasswords() {
        try (var server = FerryServer.start();
                var known = new Dialogue(server);
                var unknown = new Dialogue(server)) {
            assertEquals(
                    known.say("USER ferry").expect("331"),
                    unknown.say("USER nobody").expect("331"));
            known.say("PASS wrong");
            unknown.say("PASS wrong");
            assertEquals(known.expect("530"), unknown.expect("530"));
            known.say("PWD").expect("530");
        }
    }

    @Test
    void asksForTheNameAgainAfterAWrongPassword() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("530");

            client.say("PASS ferry").expect("503");
            client.login();
        }
    }

    @Test
    void endsTheConnectionAfterTooManyWrongPasswords() {
        try (var server = FerryServer.start("max-login-failures=1");
                var client = new Dialogue(server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void countsWrongPasswordsAcrossNamesAndRein() {
        try (var server = FerryServer.start("max-login-failures=2");
                var client = new Dialogue(server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS wrong").expect("530");

            client.say("REIN").expect("220");

            client.say("USER nobody").expect("331");
            client.say("PASS wrong").expect("421");
        }
    }

    @Test
    void answersLaterToEachWrongPassword() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            long first = nanosOfAWrongPassword(client);
            long second = nanosOfAWrongPassword(client);

            assertTrue(first >= 500_000_000, () -> first + " ns");
            assertTrue(second >= 1_000_000_000, () -> second + " ns");
        }
    }

    private static long nanosOfAWrongPassword(Dialogue client) {
        client.say("USER ferry").expect("331");
        long before = System.nanoTime();
        client.say("PASS wrong").expect("530");
        return System.nanoTime() - before;
    }

    @Test
    void letsADisabledUserNotIn() {
        try (var server = FerryServer.start(FerryServer.user("guest", "enableflag=false"));
                var client = new Dialogue(server)) {
            client.say("USER guest").expect("331");
            client.say("PASS ferry").expect("530");
        }
    }

    @Test
    void letsAUserInFromTheAllowedAddressesOnly() {
        try (var server = FerryServer.start(FerryServer.user("guest", "allow-from=127.0.0.2"));
                var allowed = Dialogue.from("127.0.0.2", server);
                var other = new Dialogue(server)) {
            allowed.login("guest");

            other.say("USER guest").expect("331");
            other.say("PASS ferry").expect("530");
        }
    }

    // ---- how many get in

    @Test
    void endsALoginTooManyOfAUser() {
        try (var server = FerryServer.start(FerryServer.user("guest", "maxloginnumber=1"));
                var first = new Dialogue(server);
                var second = Dialogue.from("127.0.0.2", server)) {
            first.login("guest");

            second.say("USER guest").expect("331");
            second.say("PASS ferry").expect("421");
            assertTrue(second.closed());
            first.say("NOOP").expect("200");
        }
    }

    @Test
    void givesTheLoginBackAtTheEndOfTheSession() {
        try (var server = FerryServer.start(FerryServer.user("guest", "maxloginnumber=1"))) {
            try (var first = new Dialogue(server)) {
                first.login("guest");
            }

            Eventually.holds("another login", () -> {
                try (var next = new Dialogue(server)) {
                    next.say("USER guest").expect("331");
                    return next.say("PASS ferry").read().startsWith("230");
                }
            });
        }
    }

    @Test
    void givesTheLoginBackAtRein() {
        try (var server = FerryServer.start(FerryServer.user("guest", "maxloginnumber=1"));
                var first = new Dialogue(server);
                var second = new Dialogue(server)) {
            first.login("guest");

            first.say("REIN").expect("220");

            second.login("guest");
        }
    }

    @Test
    void endsALoginTooManyFromAnAddress() {
        try (var server = FerryServer.start(FerryServer.user("guest", "maxloginperip=1"));
                var first = new Dialogue(server);
                var second = new Dialogue(server);
                var elsewhere = Dialogue.from("127.0.0.2", server)) {
            first.login("guest");
            second.say("USER guest").expect("331");

            second.say("PASS ferry").expect("421");
            elsewhere.login("guest");
        }
    }

    @Test
    void refusesASessionTooMany() {
        try (var server = FerryServer.start("max-sessions=1");
                var first = new Dialogue(server);
                var second = new Dialogue(server.ftp())) {
            second.expect("421");
            assertTrue(second.closed());
            first.say("NOOP").expect("200");
        }
    }

    @Test
    void refusesASessionTooManyFromAnAddress() {
        try (var server = FerryServer.start("max-sessions-per-address=1");
                var first = new Dialogue(server);
                var second = new Dialogue(server.ftp());
                var elsewhere = Dialogue.from("127.0.0.2", server)) {
            second.expect("421");
            first.say("NOOP").expect("200");
            elsewhere.say("NOOP").expect("200");
        }
    }

    @Test
    void givesThePlaceOfASessionBack() {
        try (var server = FerryServer.start("max-sessions=1", "max-sessions-per-address=1")) {
            new Dialogue(server).close();

            Eventually.holds("another session", () -> {
                try (var next = new Dialogue(server.ftp())) {
                    return next.read().startsWith("220");
                }
            });
        }
    }

    // ---- the time for a login

    @Test
    void endsAConnectionWithoutALogin() {
        try (var server = FerryServer.start("login-timeout=100ms");
                var client = new Dialogue(server)) {
            client.expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void endsAConnectionThatDripsBytes() {
        try (var server = FerryServer.start("login-timeout=100ms");
                var client = new Dialogue(server)) {
            Eventually.holds("the end", () -> {
                try {
                    client.send(new byte[] {'N'});
                    return false;
                } catch (UncheckedIOException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void endsAConnectionThatTalksAndDoesNotLogIn() {
        try (var server = FerryServer.start("login-timeout=100ms");
                var client = new Dialogue(server)) {
            Eventually.holds("the end", () -> {
                try {
                    String reply = client.say("NOOP").read();
                    return reply.isEmpty() || reply.startsWith("421");
                } catch (UncheckedIOException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void givesTheTimeForALoginAnewAfterRein() {
        try (var server = FerryServer.start("login-timeout=100ms");
                var client = Dialogue.loggedIn(server)) {
            client.say("REIN").expect("220");

            client.expect("421");
        }
    }

    // ---- the users file

    @Test
    void writesAStrongHashInPlaceOfAnOldOne() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("guest", "userpassword=" + MD5_OF_FERRY));
                var client = new Dialogue(server)) {
            client.login("guest");

            String users = Files.readString(server.users());
            assertFalse(users.contains(MD5_OF_FERRY));
            assertTrue(users.contains("ftpserver.user.guest.userpassword=$2a$"));
            client.login("guest");
        }
    }

    @Test
    void readsTheUsersFileAgain() throws IOException {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            Files.write(server.users(), FerryServer.user("late"), StandardOpenOption.APPEND);

            client.login("late");
        }
    }

    @Test
    void keepsASessionWhoseUserIsRemoved() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("guest"));
                var client = new Dialogue(server)) {
            client.login("guest");

            Files.write(server.users(), List.of("# nobody is left"));

            client.say("PWD").expect("257");
        }
    }

    // ---- the home

    @Test
    void makesAMissingHome() {
        try (var server = FerryServer.start(FerryServer.user("guest"));
                var client = new Dialogue(server)) {
            client.login("guest");

            assertTrue(Files.isDirectory(server.folder().resolve("guest")));
        }
    }

    @Test
    void letsNobodyInWhoseHomeHasNoParent() {
        try (var server = FerryServer.start(FerryServer.user("guest", "homedirectory=disk/guest"));
                var client = new Dialogue(server)) {
            client.say("USER guest").expect("331");
            client.say("PASS ferry").expect("530");

            assertFalse(Files.exists(server.folder().resolve("disk")));
            client.say("PWD").expect("530");
        }
    }

    @Test
    void letsNobodyInWhoseHomeIsAFile() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("guest"));
                var client = new Dialogue(server)) {
            Files.writeString(server.folder().resolve("guest"), "a file");

            client.say("USER guest").expect("331");
            client.say("PASS ferry").expect("530");
        }
    }
}
