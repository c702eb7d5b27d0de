package ferry.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HELP in all its forms: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HelpTest {
    private final FerryServer server = FerryServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HELP STOR         | Syntax: STOR <SP> <pathname>          | Takes a file from you
            help  xcwd        | Syntax: CWD <SP> <pathname>           | Goes to another folder
            HELP HELP         | Syntax: HELP [<SP> <verb>]            | Tells this
            HELP SITE IDLE    | Syntax: SITE IDLE [<SP> <seconds>]    | Tells or sets how long you may be silent
            HELP site idle    | Syntax: SITE IDLE [<SP> <seconds>]    | Tells or sets how long you may be silent
            SITE HELP IDLE    | Syntax: SITE IDLE [<SP> <seconds>]    | Tells or sets how long you may be silent
            HELP OPTS HASH    | Syntax: OPTS HASH [<SP> <algorithm>]  | Chooses the algorithm of HASH
            """)
    void tellsHowAVerbIsWrittenAndWhatItDoes(String command, String syntax, String does) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("214-" + Pattern.quote(syntax) + "\n214 " + Pattern.quote(does));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP SITE", "SITE HELP"})
    void listsTheVerbsBehindSite(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command)
                    .expect("214-Syntax: SITE <SP> <verb> [^\n]*\n HELP IDLE WHO QUOTA .*\n214 HELP SITE .*");
        }
    }

    @Test
    void listsTheVerbsBehindOpts() {
        try (var client = new Dialogue(server)) {
            client.say("HELP OPTS").expect("214-Syntax: OPTS [^\n]*\n [^\n]*MLST[^\n]*\n214 HELP OPTS .*");
        }
    }

    @Test
    void listsAllVerbs() {
        try (var client = new Dialogue(server)) {
            assertTrue(client.say("HELP ").expect("214").lines().count() > 8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELP XYZZY",
                "HELP SITE XYZZY",
                "SITE HELP XYZZY",
                "HELP OPTS RETR",
                "HELP RETR STOR",
                "HELP CHMOD"
            })
    void answers502ToWhatIsNotKnown(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("502");
        }
    }

    @Test
    void tellsBeforeTheLoginToo() {
        try (var client = new Dialogue(server)) {
            client.say("HELP SITE CHMOD").expect("214");
        }
    }
}
