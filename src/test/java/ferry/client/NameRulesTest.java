package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hidden-names} and {@code forbidden-names}. */
final class NameRulesTest {
    private final FerryServer server = FerryServer.start(
            FerryServer.user(
                    "guest",
                    "homedirectory=home",
                    "writepermission=true",
                    "hidden-names=*.key",
                    "forbidden-names=*.php"),
            "hidden-names=.git,*%2Chidden",
            "forbidden-names=*.exe, caf%C3%A9");
    private final Dialogue client = Dialogue.image(server);

    @BeforeEach
    void makeFiles() throws IOException {
        for (String folder : List.of(".git", "only", "mixed", "tool.exe")) {
            Files.createDirectory(server.home().resolve(folder));
        }
        for (String file : List.of(".git/config", "only/a,hidden", "mixed/a,hidden", "mixed/b", "old.exe", "a.key")) {
            server.file(file, "content");
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- hidden

    @Test
    void hidesFromEveryListing() {
        assertFalse(client.receiveText("LIST -a").contains(".git"));
        assertFalse(client.receiveText("MLSD").contains(".git"));
        assertFalse(client.receiveText("NLST -aR").contains("hidden"));
        assertFalse(client.say("STAT -a .").read().contains(".git"));
        assertEquals("", client.receiveText("NLST only"));
        client.say("DSIZ only").expect("213 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CWD %s",
                "RETR %s",
                "SIZE %s",
                "MDTM %s",
                "MLST %s",
                "MLSD %s",
                "LIST %s",
                "NLST %s",
                "STAT %s",
                "HASH %s",
                "DELE %s",
                "RMD %s",
                "RMDA %s",
                "RNFR %s",
                "SITE CHMOD 600 %s",
                "SITE CPFR %s",
                "COMB new %s",
                "MFMT 20200101000000 %s",
            })
    void findsItByNoVerb(String command) {
        for (String name : List.of(".git", ".GIT", ".git/config", ".git/missing", "mixed/a,hidden")) {
            String missing = client.say(command.formatted("missing")).read();

            assertEquals(missing, client.say(command.formatted(name)).read(), name);
        }
        assertEquals("content", server.content(".git/config"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"STOR %s", "APPE %s", "MKD %s", "SITE MKDIR %s", "SITE COPY mixed/b %s", "SITE SYMLINK /mixed %s"
            })
    void isGivenToNothing(String command) {
        for (String name : List.of(".git", ".Git", "x,hidden", ".git.", ".git ", ".git/new")) {
            client.say(command.formatted(name)).expect("55[03] .*");
        }
        client.say("RNFR mixed/b").expect("350");
        client.say("RNTO .git").expect("553 This name cannot be used");
        assertEquals(List.of(".git", "a.key", "mixed", "old.exe", "only", "tool.exe"), server.names());
    }

    @Test
    void keepsItsFolder() {
        client.say("RMD only").expect("550 The folder is not empty");
        client.say("RMDA only").expect("550 The folder is not empty");
        client.say("RMDA mixed").expect("550 The folder is not empty");

        assertEquals("content", server.content("only/a,hidden"));
    }

    @Test
    void isReachedByNoLink() throws IOException {
        Files.createSymbolicLink(server.home().resolve("link"), Path.of(".git"));

        client.say("CWD link").expect("550 No such file.*");
        client.say("RETR link/config").expect("550 No such file.*");
        client.say("STOR link/new").expect("553 No such file.*");
    }

    // ---- forbidden

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.exe",
                "x.EXE",
                "x.ExE",
                "x.exe.",
                "x.exe . .",
                "x.\uff25\uff38\uff25",
                "caf\u00e9",
                "cafe\u0301",
                "CAF\u00c9",
                "old.exe",
                "tool.exe/new",
            })
    void forbidsNames(String name) {
        client.say("STOR " + name).expect("553 Such names are forbidden here");
        client.say("APPE " + name).expect("550 Such names are forbidden here");
        client.say("STOU " + name).expect("553 Such names are forbidden here");
        client.say("MKD " + name).expect("550 Such names are forbidden here");
        client.say("SITE COPY mixed/b \"" + name + "\"").expect("550 Such names are forbidden here");
        client.say("SITE SYMLINK /mixed \"" + name + "\"").expect("55[03] Such names are forbidden here");
        client.say("RNFR mixed/b").expect("350");
        client.say("RNTO " + name).expect("553 Such names are forbidden here");

        assertEquals(List.of(".git", "a.key", "mixed", "old.exe", "only", "tool.exe"), server.names());
        assertEquals("content", server.content("old.exe"));
    }

    @Test
    void allowsWhatOnlyLooksAlike() {
        client.transmit("STOR exe", "1").expect("226");
        client.transmit("STOR x.exe.txt", "2").expect("226");
    }

    @Test
    void writesByNoLinkEither() throws IOException {
        Files.createSymbolicLink(server.home().resolve("link.txt"), Path.of("new.exe"));

        client.say("STOR link.txt").expect("553 Such names are forbidden here");
    }

    @Test
    void forbidsBytesThatAreNoText() {
        client.send("STOR x\u00fe.exe\r\n".getBytes(StandardCharsets.ISO_8859_1))
                .expect("553 Such names.*");
    }

    @Test
    void leavesWhatIsThere() {
        assertTrue(client.receiveText("NLST").contains("old.exe"));
        assertEquals("content", client.receiveText("RETR old.exe"));
        client.say("MLST old.exe").expect("(?s)250-.*perm=dfr;.*");
        client.say("MLST tool.exe").expect("(?s)250-.*perm=deflp;.*");
        client.say("RNFR old.exe").expect("350");
        client.say("RNTO old.txt").expect("250");
        client.say("DELE old.txt").expect("250");
        client.say("RMD tool.exe").expect("250");
    }

    // ---- of one user

    @Test
    void addsTheNamesOfAUser() {
        client.transmit("STOR x.php", "1").expect("226");
        try (var guest = new Dialogue(server).login("guest")) {
            guest.say("TYPE I").expect("200");
            guest.say("STOR y.php").expect("553 Such names are forbidden here");
            guest.say("STOR y.exe").expect("553 Such names are forbidden here");
            guest.say("SIZE a.key").expect("550 No such file.*");
            guest.say("CWD .git").expect("550 No such file.*");
        }
        client.say("SIZE a.key").expect("213 7");
    }
}
