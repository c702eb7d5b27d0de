package ferry.client;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TYPE, STRU and MODE: RFC 959, sections 3 and 4.1.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TypeTest {
    private final FerryServer server = FerryServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void beginsWithTheDefaultsOfTheRfc() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("STAT").expect(".*\n TYPE: ASCII, STRU: FILE, MODE: STREAM\n.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a", "A N", "a n", "A  N", " A", "A "})
    void setsAscii(String type) {
        try (var client = Dialogue.image(server)) {
            client.say("TYPE " + type).expect("200");
            client.say("STAT").expect(".*\n TYPE: ASCII, .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "i", "L 8", "l 8", "L8", " I", "I "})
    void setsImage(String type) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("TYPE " + type).expect("200");
            client.say("STAT").expect(".*\n TYPE: IMAGE, .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A T", "A C", "E", "E N", "E T", "E C", "L 7", "L 16", "L 36"})
    void answers504ToTypesItDoesNotCarryOut(String type) {
        try (var client = Dialogue.image(server)) {
            client.say("TYPE " + type).expect("504");
            client.say("STAT").expect(".*\n TYPE: IMAGE, .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "AN", "A X", "I N", "L", "L X", "L -8", "8", "A N N", "Binary"})
    void answers501ToWhatIsNoType(String type) {
        try (var client = Dialogue.image(server)) {
            client.say("TYPE " + type).expect("501");
            client.say("STAT").expect(".*\n TYPE: IMAGE, .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRU F", "STRU f", "STRU  F ", "MODE S", "MODE s", "MODE S "})
    void takesFileStructureAndStreamMode(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRU R", "STRU p", "MODE B", "MODE C", "MODE Z"})
    void answers504ToOtherStructuresAndModes(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("504");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRU X", "STRU FF", "MODE X", "MODE Stream"})
    void answers501ToWhatIsNoStructureOrMode(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("501");
        }
    }
}
