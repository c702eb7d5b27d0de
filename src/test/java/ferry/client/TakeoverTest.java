package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a login is left behind its end, be it by USER or by REIN, for whoever logs in next on the connection. */
final class TakeoverTest {
    private final FerryServer server = start();

    private static FerryServer start() {
        var users = new ArrayList<>(FerryServer.user("boss", "admin=true", "writepermission=true"));
        users.addAll(FerryServer.user("guest"));
        return FerryServer.start(users);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void leave(Dialogue client, String by) {
        client.say(by).expect(by.equals("REIN") ? "220" : "331");
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER guest", "REIN", "USER nobody"})
    void endsTheRightsOfAnAdministrator(String by) {
        try (var client = new Dialogue(server).login("boss")) {
            client.say("SITE WHO").expect("2.*");

            leave(client, by);

            client.say("SITE WHO").expect("530");
            client.say("MKD made").expect("530");
            client.login("guest").say("SITE WHO").expect("550");
            client.say("MKD made").expect("550");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER guest", "REIN"})
    void forgetsTheFileThatWasToBeRenamed(String by) {
        server.file("a", "content");
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR a").expect("350");

            leave(client, by);

            client.say("RNTO b").expect("530");
            client.login("boss").say("RNTO b").expect("503");
            assertTrue(Files.exists(server.home().resolve("a")));
        }
    }

    @Test
    void isNotBroughtBackByAWrongPassword() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("USER guest").expect("331");
            client.say("PASS wrong").expect("530");

            client.say("PWD").expect("530");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER guest", "REIN"})
    void forgetsTheOffsetOfRest(String by) {
        server.file("a", "content");
        try (var client = Dialogue.image(server)) {
            client.say("REST 3").expect("350");

            leave(client, by);

            client.login().say("TYPE I").expect("200");
            assertEquals("content", client.receiveText("RETR a"));
        }
    }
}
