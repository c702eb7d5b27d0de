package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.Command;
import ferry.command.CommandTable;
import ferry.command.Need;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of the command table decide for all verbs alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TableTest {
    private final FerryServer server = FerryServer.start("max-login-failures=100", "tls.enabled=true");

    @BeforeAll
    void makeAFile() {
        server.file("a.txt", "12345");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    // ---- every row

    /** Verbs whose syntax shows an argument that may not be left out. */
    static Stream<String> withArgument() {
        return CommandTable.ftp().rows().stream()
                .filter(row -> row.syntax().matches(row.verb() + " [^\\[].*"))
                .flatMap(TableTest::names);
    }

    /** Verbs whose syntax shows none. */
    static Stream<String> withoutArgument() {
        return CommandTable.ftp().rows().stream()
                .filter(row -> row.syntax().equals(row.verb()))
                .map(Command::verb)
                .filter(verb -> !verb.equals("NOOP"));
    }

    static Stream<String> behindTheLogin() {
        return CommandTable.ftp().rows().stream()
                .filter(row -> row.needs(Need.LOGIN))
                .flatMap(TableTest::names);
    }

    static Stream<String> beforeTheLogin() {
        return CommandTable.ftp().rows().stream()
                .filter(row -> !row.needs(Need.LOGIN) && !row.needs(Need.USER_GIVEN))
                .map(Command::verb)
                .filter(verb -> !verb.equals("QUIT"));
    }

    static Stream<String> legacy() {
        return CommandTable.ftp().rows().stream()
                .flatMap(row -> row.aliases().stream())
                .filter(CommandTable::legacy);
    }

    private static Stream<String> names(Command<?> row) {
        return Stream.concat(
                Stream.of(row.verb()), row.aliases().stream().filter(alias -> !CommandTable.legacy(alias)));
    }

    @ParameterizedTest
    @MethodSource("withArgument")
    void asksForTheArgument(String verb) {
        try (var client = Dialogue.loggedIn(server)) {
            if (verb.equals("RNTO")) {
                client.say("RNFR a.txt").expect("350");
            }
            if (verb.equals("HOST")) {
                client.say("REIN").expect("220");
            }
            if (verb.equals("PASS")) {
                client.say("USER ferry").expect("331");
            }

            client.say(verb).expect(verb.equals("PASS") ? "530" : "501");
        }
    }

    @ParameterizedTest
    @MethodSource("withoutArgument")
    void refusesAnArgumentWhereNoneIsTaken(String verb) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(verb + " something").expect("501");
        }
    }

    @ParameterizedTest
    @MethodSource("behindTheLogin")
    void letsNobodyInWithoutLogin(String verb) {
        try (var client = new Dialogue(server)) {
            client.say(verb + " a.txt").expect("530");
        }
    }

    @ParameterizedTest
    @MethodSource("beforeTheLogin")
    void carriesOutWithoutLoginWhatNeedsNone(String verb) {
        try (var client = new Dialogue(server)) {
            assertFalse(client.say(verb).read().startsWith("530"), verb);
        }
    }

    @ParameterizedTest
    @MethodSource({"withArgument", "withoutArgument"})
    void knowsTheVerbInLowerCase(String verb) {
        try (var client = Dialogue.loggedIn(server)) {
            assertFalse(client.say(verb.toLowerCase(Locale.ROOT)).read().startsWith("500"), verb);
        }
    }

    @ParameterizedTest
    @MethodSource({"withArgument", "withoutArgument"})
    void tellsTheSyntaxOfTheVerb(String verb) {
        try (var client = new Dialogue(server)) {
            var row = CommandTable.ftp().find(verb).orElseThrow();

            assertEquals(
                    "214-Syntax: " + row.syntax(),
                    client.say("HELP " + verb).expect("214").lines().findFirst().orElseThrow());
        }
    }

    // ---- unknown verbs

    @ParameterizedTest
    @ValueSource(strings = {"XYZZY", "RETRX a.txt", "RET a.txt", "\u00c4\u00d6\u00dc", "STOR\ta", "-", "123"})
    void answers500ToWhatIsNoVerb(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("500");
            client.say("NOOP").expect("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   ", "\t"})
    void ignoresALineWithoutAVerb(String line) {
        try (var client = new Dialogue(server)) {
            client.say(line).say("SYST").expect("215");
        }
    }

    @Test
    void doesNotEchoWhatItDoesNotKnow() {
        try (var client = new Dialogue(server)) {
            assertFalse(client.say("XYZZY <script>").expect("500").contains("script"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH TLS", "AUTH SSL", "PBSZ 0", "PROT P", "CCC"})
    void answers502ToTheVerbsOfTlsWhereThereIsNone(String line) {
        try (var clear = FerryServer.start("tls.enabled=false");
                var client = Dialogue.loggedIn(clear)) {
            client.say(line).expect("502");
        }
    }

    @Test
    void doesNotKnowThePasswordBeforeTheName() {
        try (var client = new Dialogue(server)) {
            client.say("PASS ferry").expect("503");
        }
    }

    // ---- information

    @Test
    void listsAllVerbsInHelp() {
        try (var client = new Dialogue(server)) {
            var words = Set.of(client.say("HELP")
                    .expect("214")
                    .lines()
                    .filter(line -> line.startsWith(" "))
                    .flatMap(line -> Stream.of(line.strip().split(" ", -1)))
                    .toArray(String[]::new));

            var verbs =
                    CommandTable.ftp().rows().stream().flatMap(TableTest::names).collect(Collectors.toSet());
            assertEquals(verbs, words);
        }
    }

    @Test
    void answers502ToHelpWithAnUnknownVerb() {
        try (var client = new Dialogue(server)) {
            client.say("HELP XYZZY").expect("502");
        }
    }

    @Test
    void tellsTheSystem() {
        try (var client = new Dialogue(server)) {
            assertEquals("215 UNIX Type: L8", client.say("SYST").expect("215"));
        }
    }

    @Test
    void takesAnythingBehindNoop() {
        try (var client = new Dialogue(server)) {
            client.say("NOOP 1 2 3").expect("200");
        }
    }

    // ---- legacy verbs on the FTP port

    @ParameterizedTest
    @MethodSource("legacy")
    void takesLegacyVerbsOnlyAfterTheLogin(String verb) {
        try (var client = new Dialogue(server)) {
            client.say(verb).expect("530");
        }
    }

    @ParameterizedTest
    @MethodSource("legacy")
    void takesLegacyVerbsOnlyInLowerCase(String verb) {
        try (var client = Dialogue.loggedIn(server)) {
            String mixed = verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);

            client.say(mixed).expect("500");
        }
    }

    @Test
    void carriesOutTheLegacyVerbs() {
        try (var client = Dialogue.image(server)) {
            client.say("paths").expect("257 \"/\" .*");
            assertEquals("12345", client.receiveText("get a.txt"));
            client.transmit("post b.txt", "678").expect("226");
            assertEquals("678", server.content("b.txt"));
            client.say("chdir missing").expect("550");
            assertTrue(client.receiveText("dirs").contains("a.txt\r\n"));
            client.say("exit").expect("221");
            assertTrue(client.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get / HTTP/1.1", "get a.txt HTTP/1.0", "post /a HTTP/2", "RETR a.txt HTTP/1.1"})
    void endsTheConnectionWhenARequestLineOfHttpComes(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("421");
            assertTrue(client.closed());
        }
    }

    // ---- other protocols

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /", "POST / HTTP/1.1", "HEAD /", "PUT /", "DELETE /", "PATCH /", "OPTIONS *", "CONNECT a:1",
                "TRACE /", "PRI * HTTP/2.0", "EHLO me", "helo me", "MAIL FROM:<a@b>", "RCPT TO:<a@b>", "DATA",
                        "STARTTLS"
            })
    void endsTheConnectionAtWordsOfHttpAndSmtp(String line) {
        try (var client = new Dialogue(server)) {
            client.say(line).expect("421");
            assertTrue(client.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET a.txt", "POST a.txt"})
    void endsTheConnectionAtWordsOfHttpAfterTheLoginToo(String line) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(line).expect("421");
            assertTrue(client.closed());
        }
    }

    @Test
    void carriesOutNothingThatComesBehindARequestOfHttp() {
        try (var client = Dialogue.loggedIn(server)) {
            client.send("POST / HTTP/1.1\r\n\r\nMKD made\r\n".getBytes(StandardCharsets.US_ASCII));

            client.expect("421");
            assertTrue(client.closed());
            assertFalse(server.names().contains("made"));
        }
    }

    @Test
    void endsTheConnectionAtAClientHelloOfTls() {
        try (var client = new Dialogue(server)) {
            client.send(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0});

            assertTrue(client.closed());
        }
    }
}
