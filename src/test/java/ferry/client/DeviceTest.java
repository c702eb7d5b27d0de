package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The odd forms in which cameras, printers and scanners write their commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeviceTest {
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void makeFiles() throws IOException {
        server.clear();
        Files.createDirectory(server.home().resolve("scans"));
        server.file("a.txt", "12345");
        server.file("scans/b.txt", "678");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    // ---- parameters

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TYPE A N",
                "TYPE A  N",
                "TYPE  A   N ",
                "type a n",
                "TYPE I ",
                "TYPE  I",
                "type i",
                "TYPE L 8",
                "TYPE L  8",
                "MODE s",
                "mode S ",
                "STRU f",
                "stru F ",
                "REST 0 ",
                "REST  5",
                "ALLO  100",
                "ALLO 100  R  10",
                "NOOP ",
                "SYST ",
                "PWD ",
                "PASV ",
                "EPSV ",
                "CDUP ",
                "FEAT ",
                "STAT ",
                "HELP ",
                "ABOR ",
                "  NOOP",
                "OPTS UTF8 ON ",
                "OPTS  UTF8  ON",
                "SITE  HELP",
                "SITE HELP "
            })
    void takesBlanksAndLowerCase(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            assertTrue(client.say(command).read().matches("(?s)[23].*"), command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT %s", "PORT  %s ", "port (%s)", "PORT ( %s )"})
    void takesPortWithBlanksAndBrackets(String form) throws IOException {
        try (var client = Dialogue.image(server);
                var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            listener.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            int port = listener.getLocalPort();
            client.say(form.formatted("127, 0,0 ,1 , " + (port >> 8) + "," + (port & 0xff)))
                    .expect("200");

            client.say("RETR a.txt").expect("150");
            try (var data = listener.accept()) {
                assertEquals("12345", new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            client.expect("226");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER ferry ", "USER  ferry", "user ferry  "})
    void takesAUserWithBlanks(String command) {
        try (var client = new Dialogue(server)) {
            client.say(command).expect("331");
            client.say("PASS ferry").expect("230");
        }
    }

    @Test
    void takesABlankInAPasswordForWhatItIs() {
        try (var client = new Dialogue(server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS ferry ").expect("530");
        }
    }

    // ---- folders and files that are there

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "CWD scans |/scans", "CWD  scans|/scans", "CWD /scans/ |/scans", "CWD ~|/", "CWD ~/|/",
                        "CWD ~/scans|/scans",
                "CWD ~/scans |/scans", "CWD  ~|/", "CWD .|/", "CWD ./scans|/scans", "CWD //scans|/scans",
                        "CWD scans//.|/scans",
                "cwd scans|/scans"
            })
    void goesWhereADeviceWants(String command, String folder) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("250");

            client.say("PWD").expect("257 \"" + folder + "\" .*");
        }
    }

    @Test
    void goesHomeFromAnywhere() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("CWD scans").expect("250");
            client.say("CWD ~").expect("250");

            client.say("PWD").expect("257 \"/\" .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR a.txt ", "RETR  a.txt", "RETR ~/a.txt", "RETR ./a.txt", "RETR //a.txt", "retr a.txt"})
    void findsAFile(String command) {
        try (var client = Dialogue.image(server)) {
            assertEquals("12345", client.receiveText(command));
        }
    }

    @Test
    void findsAFileWithBlanksFromAnOffsetOn() {
        try (var client = Dialogue.image(server)) {
            client.say("REST 3").expect("350");

            assertEquals("45", client.receiveText("RETR a.txt "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE a.txt ", "MDTM a.txt ", "MLST a.txt ", "STAT a.txt ", "SIZE ~/a.txt"})
    void findsFacts(String command) {
        try (var client = Dialogue.image(server)) {
            assertTrue(client.say(command).read().startsWith("2"), command);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "LIST -la|a.txt scans", "LIST  -la |a.txt scans", "LIST |a.txt scans", "LIST  |a.txt scans",
                        "NLST *|a.txt scans",
                "NLST *.txt |a.txt", "LIST scans |b.txt", "LIST ~|a.txt scans", "LIST ~/scans|b.txt",
                        "LIST -l *.TXT|''",
                "NLST ./*.txt|a.txt", "MLSD scans |b.txt", "MLSD ~/scans|b.txt"
            })
    void listsWhatADeviceWants(String command, String names) {
        try (var client = Dialogue.image(server)) {
            var told = client.receiveText(command)
                    .lines()
                    .map(line -> line.substring(Math.max(line.lastIndexOf(' '), line.lastIndexOf('/')) + 1))
                    .sorted()
                    .toList();

            assertEquals(names, String.join(" ", told));
        }
    }

    // ---- names that have what others would take for an oddity

    @Test
    void findsANameWithBlanksBeforeOneWithout() {
        server.file("a.txt ", "with a blank");
        server.file(" a.txt", "with another");
        try (var client = Dialogue.image(server)) {
            assertEquals("with a blank", client.receiveText("RETR a.txt "));
            assertEquals("with another", client.receiveText("RETR  a.txt"));
            assertEquals("12345", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void takesOnlyBlanksForBlanks() {
        server.file("\u3000a.txt", "wide");
        try (var client = Dialogue.image(server)) {
            assertEquals("wide", client.receiveText("RETR  \u3000a.txt "));
            client.say("RETR a.txt\u3000 ").expect("550");
        }
    }

    @Test
    void findsATildeThatIsAName() throws IOException {
        Files.createDirectory(server.home().resolve("~"));
        server.file("~/c.txt", "9");
        try (var client = Dialogue.image(server)) {
            assertEquals("9", client.receiveText("RETR ~/c.txt"));
            client.say("CWD ~").expect("250");
            client.say("PWD").expect("257 \"/~\" .*");
        }
    }

    @Test
    void leavesTheHomeByNoTilde() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("CWD ~root").expect("550");
            client.say("CWD ~/../..").expect("250");
            client.say("PWD").expect("257 \"/\" .*");
            client.say("RETR ~/../../etc/passwd").expect("550");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELE a.txt ", "DELE  a.txt", "DELE ~/a.txt", "RMD scans ", "RNFR a.txt "})
    void removesNothingUnderAnotherNameThanTheOneSaid(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("550");

            assertEquals(List.of("a.txt", "scans"), server.names());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'STOR c.txt ', 'c.txt '",
        "'STOR  c.txt', ' c.txt'",
        "'STOR dir\\c.txt', 'dir\\c.txt'",
        "STOR ./c.txt, c.txt",
        "STOR //c.txt, c.txt",
        "APPE c.txt, c.txt",
        "stor c.txt, c.txt"
    })
    void makesANameAsItIsSaid(String command, String name) {
        try (var client = Dialogue.image(server)) {
            client.transmit(command, "new").expect("226");

            assertEquals("new", server.content(name));
        }
    }

    @Test
    void makesAFolderAsItIsSaid() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("MKD scans ").expect("257 \"/scans \" .*");
            assertTrue(Files.exists(server.home().resolve("scans ")));
            assertFalse(Files.exists(server.home().resolve("scans/ ")));
        }
    }
}
