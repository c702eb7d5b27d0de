package ferry.client;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ALLO: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllocateTest {
    private final FerryServer server = FerryServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "10 R 5", "10 r 5", " 10"})
    void saysThatThereIsRoom(String argument) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("ALLO " + argument).expect("200");
        }
    }

    @Test
    void answers452WhenTheDiskHasNotSoMuchRoom() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("ALLO 9223372036854775807").expect("452");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "10 R", "10 R x", "10 X 5", "10 5", "9223372036854775808"})
    void answers501ToWhatIsNoAmount(String argument) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("ALLO " + argument).expect("501");
        }
    }
}
