package ferry.client;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({
        "A T, ASCII T",
        "a c, ASCII C",
        "E, EBCDIC",
        "E N, EBCDIC",
        "e  t, EBCDIC T",
        "E C, EBCDIC C",
    })
    void setsTextWithAFormatControl(String type, String told) {
        try (var client = Dialogue.image(server)) {
            client.say("TYPE " + type).expect("200 Type is " + told);
            client.say("STAT").expect(".*\n TYPE: " + told + ", .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"L 7", "L 16", "L 36"})
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
    @CsvSource({
        "STRU R, 'STRU: RECORD, MODE: STREAM'",
        "STRU  r , 'STRU: RECORD, MODE: STREAM'",
        "MODE B, 'STRU: FILE, MODE: BLOCK'",
        "mode c, 'STRU: FILE, MODE: COMPRESSED'",
        "MODE z , 'STRU: FILE, MODE: DEFLATE'",
    })
    void takesOtherStructuresAndModes(String line, String told) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("200");
            client.say("STAT").expect(".*" + told + "\n.*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRU P", "STRU p"})
    void answers504ToPages(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("504");
            client.say("STAT").expect(".*STRU: FILE.*");
        }
    }

    @Test
    void setsHowHardDeflateTries() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("OPTS MODE Z LEVEL 9").expect("200 MODE Z LEVEL is 9");
            client.say("opts mode z engine zlib").expect("200");
            client.say("OPTS MODE Z METHOD 8").expect("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "Z LEVEL", "Z LEVEL 0", "Z LEVEL 10", "Z LEVEL x", "B LEVEL 1", "Z SPEED 1"})
    void answers501ToOptionsThatModeDoesNotHave(String options) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("OPTS MODE " + options).expect("501");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z ENGINE GZIP", "Z METHOD 9"})
    void answers504ToOptionsOfOtherServers(String options) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("OPTS MODE " + options).expect("504");
        }
    }

    @Test
    void goesBackToTheDefaultsByRein() {
        try (var client = Dialogue.image(server)) {
            client.say("STRU R").expect("200");
            client.say("MODE B").expect("200");
            client.say("REIN").expect("220");
            client.login();
            client.say("STAT").expect(".*\n TYPE: ASCII, STRU: FILE, MODE: STREAM\n.*");
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
