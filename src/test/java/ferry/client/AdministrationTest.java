package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SITE IDLE, WHO and QUOTA. */
final class AdministrationTest {
    private final FerryServer server = FerryServer.start(users(), "idle-timeout=300s");

    private static List<String> users() {
        var users = new ArrayList<>(FerryServer.user("boss", "admin=true", "permissions=none"));
        users.addAll(FerryServer.user("hasty", "idletime=1"));
        users.addAll(FerryServer.user("patient", "idletime=0"));
        return users;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Dialogue as(String user) {
        return new Dialogue(server).login(user);
    }

    // ---- IDLE

    @Test
    void tellsHowLongASessionMayBeIdle() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("SITE IDLE").expect("200 Idle limit is 300 seconds, at most 300 seconds");
            client.say("SITE IDLE 60").expect("200 Idle limit is 60 seconds, at most 300 seconds");
            client.say("SITE IDLE").expect("200 Idle limit is 60 seconds, at most 300 seconds");
        }
    }

    @Test
    void endsASessionThatIsIdleForLongerThanItWanted() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("SITE IDLE 1").expect("200");

            client.expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void forgetsTheLimitAtTheNextLogin() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("SITE IDLE 60").expect("200");
            client.login("patient");

            client.say("SITE IDLE").expect("200 Idle limit is none, at most none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "0", "-1", "+1", "1.5", "x", "60 61", "99999999999", "\u0663"})
    void takesNoOtherLimit(String seconds) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("SITE IDLE " + seconds).expect("501");
            client.say("SITE IDLE").expect("200 Idle limit is 300 seconds.*");
        }
    }

    @Test
    void letsNobodyBeIdleForLongerThanTheAdministratorSays() {
        try (var client = as("hasty")) {
            client.say("SITE IDLE 2").expect("501");
        }
        try (var client = as("patient")) {
            client.say("SITE IDLE 100000").expect("200");
        }
    }

    // ---- WHO

    @Test
    void tellsAnAdministratorWhoIsHere() {
        try (var idle = Dialogue.from("127.0.0.2", server).login();
                var nobody = new Dialogue(server);
                var boss = as("boss")) {
            idle.say("CLNT a camera").expect("200");
            nobody.say("NOOP").expect("200");

            boss.say("site who").expect("""
                    211-Sessions:
                     [0-9a-z]+ ferry 127\\.0\\.0\\.2 idle for [0-9]+ s, by a camera
                     [0-9a-z]+ - 127\\.0\\.0\\.1 idle for [0-9]+ s
                     [0-9a-z]+ boss 127\\.0\\.0\\.1 WHO for 0 s
                    211 3 sessions""");
        }
    }

    @Test
    void showsNoControlCharactersOfStrangersToAnAdministrator() {
        try (var stranger = new Dialogue(server);
                var boss = as("boss")) {
            stranger.say("CLNT evil\u009b2J\u0085211 End").expect("200");

            boss.say("SITE WHO").expect("211-.*, by evil\\\\u009b2J\\\\u0085211 End\n.*");
        }
    }

    @Test
    void keepsNoLongTextOfStrangers() {
        try (var stranger = new Dialogue(server);
                var boss = as("boss")) {
            stranger.say("CLNT " + "x".repeat(5000)).expect("200");

            boss.say("SITE WHO").expect("211-.*, by x{97}\\.\\.\\.\n.*");
        }
    }

    @Test
    void tellsTheTransfersThatRun() throws IOException {
        try (var client = Dialogue.image(server);
                var boss = as("boss");
                var data = client.passive()) {
            client.say("STOR a.bin").expect("150");
            data.getOutputStream().write(new byte[100]);
            client.awaitMoved(100);

            boss.say("SITE WHO")
                    .expect("211-.*\n [0-9a-z]+ ferry 127\\.0\\.0\\.1 STOR /a\\.bin: 100 bytes for 0 s\n.*");
        }
    }

    @Test
    void forgetsSessionsThatHaveEnded() {
        try (var boss = as("boss")) {
            Dialogue.loggedIn(server).close();

            Eventually.holds(
                    "one session", () -> boss.say("SITE WHO").expect("211").endsWith("211 1 session"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE WHO", "SITE QUOTA boss", "SITE QUOTA nobody"})
    void tellsOthersNothing(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("550 Only administrators may ask this");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE WHO", "SITE QUOTA", "SITE IDLE"})
    void needsALogin(String command) {
        try (var client = new Dialogue(server)) {
            client.say(command).expect("530");
        }
    }

    @Test
    void takesNoArgumentToWho() {
        try (var boss = as("boss")) {
            boss.say("SITE WHO ferry").expect("501");
        }
    }

    // ---- QUOTA

    @Test
    void tellsWhatAHomeTakes() throws IOException {
        server.file("a.txt", "12345");
        Files.createDirectories(server.home().resolve("folder/deeper"));
        server.file("folder/deeper/b.txt", "678");
        Files.createSymbolicLink(server.home().resolve("link"), server.home().resolve("a.txt"));
        Files.createSymbolicLink(server.home().resolve("loop"), server.home());

        try (var client = Dialogue.loggedIn(server)) {
            String told = client.say("SITE QUOTA").expect("""
                    211-Home of ferry
                     Used: 8 bytes in 2 files
                     Free on the disk: [0-9]+ bytes
                     No quota limits it
                    211 End""");

            assertEquals(told.lines().toList().getFirst(), "211-Home of ferry");
            client.say("SITE QUOTA ferry").expect("211");
        }
    }

    @Test
    void tellsAnAdministratorWhatTheHomesOfOthersTake() {
        server.file("a.txt", "12345");

        try (var boss = as("boss")) {
            boss.say("SITE QUOTA ferry").expect("211-Home of ferry\n Used: 5 bytes in 1 files\n.*");
            boss.say("SITE QUOTA").expect("211-Home of boss\n Used: 0 bytes in 0 files\n.*");
            boss.say("SITE QUOTA nobody").expect("550 There is no such user");
        }
    }

    @Test
    void answers550WhereThereIsNoHomeYet() {
        try (var boss = as("boss")) {
            boss.say("SITE QUOTA hasty").expect("550");

            assertFalse(Files.exists(server.folder().resolve("hasty")));
        }
    }
}
