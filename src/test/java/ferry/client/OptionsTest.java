package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.CommandTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What client and server tell each other about themselves: FEAT and OPTS of RFC 2389, CLNT, HELP. */
final class OptionsTest {
    private final FerryServer server = FerryServer.start();
    private final Dialogue client = new Dialogue(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsFeaturesInTheFormatOfTheRfc() {
        var lines = client.say("FEAT").expect("211").lines().toList();

        assertTrue(lines.getFirst().matches("211-[^ ].*"), lines.getFirst());
        assertEquals("211 End", lines.getLast());
        for (String line : lines.subList(1, lines.size() - 1)) {
            assertTrue(line.matches(" [!-~]+( [!-~]+)?"), line);
        }
    }

    @Test
    void tellsTheFeaturesItHas() {
        var lines = client.say("FEAT").expect("211").lines().toList();

        assertEquals(
                List.of(
                        " HOST",
                        " EPRT",
                        " EPSV",
                        " MODE Z",
                        " REST STREAM",
                        " MLST type*;size*;modify*;create;perm*;unique*;media-type;charset;UNIX.mode*;UNIX.owner;UNIX.group;"
                                + "UNIX.ownername;UNIX.groupname;",
                        " SIZE",
                        " MDTM",
                        " MFMT",
                        " MFCT",
                        " MFF Create;Modify;UNIX.group;UNIX.mode;",
                        " AVBL",
                        " DSIZ",
                        " RMDA <path>",
                        " COMB",
                        " HASH SHA-256*;SHA-512;SHA-1;MD5;CRC32",
                        " RANG STREAM",
                        " XCRC",
                        " XMD5",
                        " XSHA",
                        " XSHA1",
                        " XSHA256",
                        " XSHA512",
                        " MD5",
                        " MMD5",
                        " LANG EN*",
                        " CLNT",
                        " CSID",
                        " SITE COPY",
                        " SITE MKDIR",
                        " SITE RMDIR",
                        " SITE SYMLINK",
                        " SITE UTIME",
                        " TVFS",
                        " UTF8"),
                lines.subList(1, lines.size() - 1));
    }

    @Test
    void takesNoArgumentToFeat() {
        client.say("FEAT MLST").expect("501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTS UTF8 ON", "OPTS UTF8", "opts utf8 on", "OPTS UTF-8 ON", "OPTS UTF8 ON "})
    void agreesOnUtf8AlsoBeforeTheLogin(String command) {
        client.say(command).expect("200");
    }

    @Test
    void leavesUtf8AndComesBack() {
        client.say("OPTS UTF8 OFF").expect("200 Names are ISO-8859-1");
        client.say("OPTS UTF8 ON").expect("200 Names are UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTS", "OPTS UTF8 NLST", "OPTS RETR", "OPTS XCRC CRC32"})
    void answers501ToUnknownOptions(String command) {
        client.say(command).expect("501");
    }

    @Test
    void notesTheClientAlsoBeforeTheLogin() {
        client.say("CLNT a client 1.0").expect("200");
        client.say("CLNT").expect("501");
    }

    @Test
    void tellsItsOwnNameToAClientThatTellsIts() {
        client.say("CSID Name=Some Camera; Version=2.1;").expect("200 Name=Ferry; Version=[0-9.]+;");
        client.say("csid version=2.1;NAME=Some Camera").expect("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSID", "CSID Some Camera", "CSID Version=2.1;", "CSID Name=;", "CSID Name= ; Version=1"})
    void takesNoIdentityWithoutAName(String command) {
        client.say(command).expect("501");
    }

    @Test
    void tellsEveryVerbAndNoLegacyOne() {
        var lines = client.say("HELP").expect("214").lines().toList();

        var told = new HashSet<String>();
        lines.subList(1, lines.size() - 1)
                .forEach(line -> told.addAll(Arrays.asList(line.strip().split(" ", -1))));
        var verbs = new HashSet<String>();
        for (var row : CommandTable.ftp().rows()) {
            verbs.add(row.verb());
            row.aliases().stream().filter(alias -> !CommandTable.legacy(alias)).forEach(verbs::add);
        }
        assertEquals(verbs, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP RETR", "HELP retr", "HELP RETR "})
    void tellsHowAVerbIsWritten(String command) {
        client.say(command).expect("214-Syntax: RETR <SP> <pathname>\n214 Sends you a file");
    }

    @Test
    void tellsHowEveryVerbIsWritten() {
        for (var row : CommandTable.ftp().rows()) {
            String reply = client.say("HELP " + row.verb()).expect("214");

            assertTrue(reply.startsWith("214-Syntax: " + row.syntax() + "\n"), reply);
        }
    }

    @Test
    void answers502ToHelpForAnUnknownVerb() {
        client.say("HELP FROG").expect("502");
    }
}
