package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies on the server: SITE COPY, SITE CPFR and CPTO, COMB. */
final class ServerCopyTest {
    private static final long HUGE = 1_000_000_000_000L;

    private final FerryServer server = FerryServer.start(List.of(
            String.join("\n", FerryServer.user("reader", "homedirectory=home", "writepermission=false")),
            String.join("\n", FerryServer.user("scribe", "homedirectory=home", "account=ink", "account-for=store"))));
    private final Dialogue client = Dialogue.image(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- SITE COPY, CPFR and CPTO

    @ParameterizedTest
    @ValueSource(strings = {"SITE COPY \"a b.txt\" \"c d.txt\"", "site copy \"/a b.txt\" \"c d.txt\""})
    void copiesAFile(String command) {
        server.file("a b.txt", "content");

        client.say(command).expect("250");

        assertEquals("content", server.content("c d.txt"));
        assertEquals("content", server.content("a b.txt"));
    }

    @Test
    void copiesAFileInTwoSteps() {
        server.file("a b.txt", "content");
        server.file("c d.txt", "old and longer");

        client.play("""
                C: SITE CPFR a b.txt
                S: 350
                C: SITE CPTO c d.txt
                S: 250
                C: SITE CPTO c d.txt
                S: 503
                """);

        assertEquals("content", server.content("c d.txt"));
    }

    @Test
    void forgetsTheFirstStepWithAnotherCommand() {
        server.file("a.txt", "content");
        client.say("SITE CPFR a.txt").expect("350");
        client.say("PWD").expect("257");

        client.say("SITE CPTO b.txt").expect("503");

        assertEquals(List.of("a.txt"), server.names());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SITE COPY                    | 501
            SITE COPY a.txt              | 501
            SITE COPY a.txt b.txt c.txt  | 501
            SITE COPY "a.txt b.txt       | 501
            SITE COPY missing b.txt      | 550
            SITE COPY folder b.txt       | 550
            SITE COPY a.txt folder       | 550
            SITE COPY a.txt missing/b    | 550
            SITE COPY a.txt a.txt        | 550
            SITE COPY a.txt ./a.txt      | 550
            SITE CPFR                    | 501
            SITE CPFR missing            | 550
            SITE CPFR folder             | 550
            SITE CPTO                    | 503
            SITE CPTO b.txt              | 503
            """)
    void refusesWhatCannotBeCopied(String command, String code) throws IOException {
        server.file("a.txt", "content");
        Files.createDirectory(server.home().resolve("folder"));

        client.say(command).expect(code);

        assertEquals(List.of("a.txt", "folder"), server.names());
        assertEquals("content", server.content("a.txt"));
    }

    @Test
    void copiesNothingWithoutPermission() {
        server.file("a.txt", "content");
        try (var reader = new Dialogue(server)) {
            reader.login("reader");

            reader.say("SITE COPY a.txt b.txt").expect("550 Permission denied");
            reader.say("COMB b.txt a.txt").expect("550 Permission denied");
        }
        assertEquals(List.of("a.txt"), server.names());
    }

    @Test
    void copiesNothingBeforeTheAccountThatIsNeededToStore() {
        server.file("a.txt", "content");
        try (var scribe = new Dialogue(server)) {
            scribe.login("scribe");

            scribe.say("SITE COPY a.txt b.txt").expect("532");
            scribe.say("SITE CPFR a.txt").expect("350");
            scribe.say("SITE CPTO b.txt").expect("532");
            scribe.say("COMB b.txt a.txt").expect("532");
        }
        assertEquals(List.of("a.txt"), server.names());
    }

    @Test
    void servesOtherCommandsMeanwhileAndLeavesNothingAfterAnAbort() throws IOException {
        makeAHugeFile();
        client.say("SITE COPY huge copy");

        client.say("NOOP").expect("200");
        client.say("STAT").expect("211-.*COPY /huge: [0-9]+ of " + HUGE + " bytes.*");
        client.say("ABOR");

        client.expect("426");
        client.expect("226");
        assertEquals(List.of("huge"), server.names());
    }

    @ParameterizedTest
    @CsvSource({"SITE COPY huge copy", "COMB copy huge"})
    void tellsThatTheFileBecameShorter(String command) throws IOException {
        makeAHugeFile();
        client.say(command);
        client.say("NOOP").expect("200");

        server.file("huge", "short");

        client.expect("451 The file became shorter meanwhile");
        assertEquals(List.of("huge"), server.names());
    }

    @Test
    void endsTheCopyWithTheSession() throws IOException {
        makeAHugeFile();
        client.say("SITE COPY huge copy");
        client.say("NOOP").expect("200");

        client.hangUp();

        Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
        assertEquals(List.of("huge"), server.names());
    }

    /** Nothing but holes, so that it takes no room; a copy of it would. */
    private void makeAHugeFile() throws IOException {
        try (var file = Files.newByteChannel(
                server.home().resolve("huge"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.position(HUGE - 1).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    // ---- COMB

    @Test
    void combinesParts() {
        server.file("part 1", "one ");
        server.file("part2", "two");
        server.file("target", "zero ");

        client.say("COMB \"target\" \"part 1\" part2").expect("250 Combined");

        assertEquals("zero one two", server.content("target"));
        assertEquals(List.of("target"), server.names());
    }

    @Test
    void combinesPartsToANewFile() {
        server.file("1", "one ");
        server.file("2", "two");

        client.say("COMB new 2 1").expect("250");

        assertEquals("twoone ", server.content("new"));
        assertEquals(List.of("new"), server.names());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COMB                 | 501
            COMB target          | 501
            COMB "target" "1     | 501
            COMB target 1 gone   | 550
            COMB target 1 folder | 550
            COMB folder 1        | 550
            COMB target 1 target | 550
            COMB target 1 1      | 550
            """)
    void changesNothingWhenItCannotCombine(String command, String code) throws IOException {
        server.file("target", "zero");
        server.file("1", "one");
        Files.createDirectory(server.home().resolve("folder"));

        client.say(command).expect(code);

        assertEquals("zero", server.content("target"));
        assertEquals(List.of("1", "folder", "target"), server.names());
    }

    @Test
    void keepsThePartsAfterAnAbort() throws IOException {
        makeAHugeFile();
        server.file("target", "zero");
        client.say("COMB target huge");
        client.say("NOOP").expect("200");

        client.say("ABOR");

        client.expect("426");
        client.expect("226");
        assertEquals("zero", server.content("target"));
        assertEquals(List.of("huge", "target"), server.names());
    }

    @Test
    void isAFeature() {
        client.say("FEAT").expect(".*\n COMB\n.*");
        assertFalse(client.say("HELP COMB").expect("214").isEmpty());
    }
}
