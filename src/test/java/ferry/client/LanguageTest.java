package ferry.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of replies: RFC 2640, section 4. */
final class LanguageTest {
    private final FerryServer server = FerryServer.start();
    private final Dialogue client = new Dialogue(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void followsTheDialogueOfTheRfc() {
        client.play("""
                C: feat
                S: 211-.*
                C: LANG fr
                S: 504 .*
                C: LANG en
                S: 200 .*
                C: LANG
                S: 200 .*
                """);
    }

    @Test
    void tellsInFeatWhichLanguageIsSpoken() {
        assertTrue(client.say("FEAT").expect("211").contains("\n LANG EN*\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG en-GB", "lang EN", "LANG en-US-x-own", "LANG i-default", "LANG "})
    void speaksEnglish(String command) {
        client.say(command).expect("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG de", "LANG zh-Hans-CN", "LANG eng", "LANG x-en"})
    void speaksNothingElse(String command) {
        client.say(command).expect("504");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG en_GB", "LANG *", "LANG en, fr", "LANG 1"})
    void refusesWhatIsNoTag(String command) {
        client.say(command).expect("501");
    }

    @Test
    void canBeChosenAfterTheLoginToo() {
        client.login();

        client.say("LANG en").expect("200");
        client.say("LANG fr").expect("504");
    }
}
