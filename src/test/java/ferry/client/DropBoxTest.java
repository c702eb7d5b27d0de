package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who may store and nothing else: everywhere, or in one folder. */
@ParameterizedClass
@ValueSource(strings = {"everywhere", "below"})
final class DropBoxTest {
    private final FerryServer server;
    private final Dialogue client;

    DropBoxTest(String where) {
        var users = new ArrayList<>(
                where.equals("everywhere")
                        ? FerryServer.user("drop", "homedirectory=home", "permissions=write,mkdir")
                        : FerryServer.user(
                                "drop", "homedirectory=home", "writepermission=true", "rights=/in/**:write,mkdir"));
        server = FerryServer.start(users);
        client = new Dialogue(server).login("drop");
    }

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(server.home().resolve("in/folder"));
        server.file("in/there", "of somebody else");
        client.say("TYPE I").expect("200");
        client.say("CWD in").expect("250");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void takesFilesAndFolders() {
        client.transmit("STOR new", "1").expect("226");
        client.say("MKD mine").expect("257");
        client.transmit("STOR mine/new", "2").expect("226");
        client.transmit("STOU", "3").expect("226");

        assertEquals("1", server.content("in/new"));
        assertEquals("2", server.content("in/mine/new"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETR %s",
                "SIZE %s",
                "MDTM %s",
                "MLST %s",
                "HASH %s",
                "XCRC %s",
                "XMD5 %s 0 1",
                "MD5 %s",
                "MMD5 %s",
                "STAT %s",
                "LIST %s",
                "NLST %s",
                "DELE %s",
                "RNFR %s",
                "MFMT 20200101000000 %s",
                "MFF modify=20200101000000; %s",
                "SITE CHMOD 600 %s",
                "SITE CPFR %s",
                "SITE COPY %s new",
                "SITE SYMLINK %s new",
                "COMB new %s",
                "RMDA %s",
                "RMD %s",
                "MDTM 20200101000000 %s",
            })
    void answersAlikeWhetherAFileIsThereOrNot(String command) {
        for (String name : List.of("there", "folder/missing", "no/such/folder", "there/below")) {
            String told = client.say(command.formatted(name)).read();
            String missing = client.say(command.formatted("missing")).read();

            assertEquals(missing, told, name);
            assertTrue(told.startsWith("55"), told);
        }
    }

    @Test
    void listsNothing() {
        for (String verb : List.of("LIST", "NLST", "MLSD", "STAT .", "LIST t*", "DSIZ", "MLST folder")) {
            client.say(verb).expect("550 Permission denied");
        }
    }

    @Test
    void replacesNothing() {
        client.say("STOR there").expect("553 The name exists already");
        client.say("APPE there").expect("550 Permission denied");

        assertEquals("of somebody else", server.content("in/there"));
    }

    @Test
    void goesOnWithItsOwnBrokenUploads() {
        client.transmitAndBreak("STOR new", "12345").expect("426");

        client.say("SIZE new").expect("213 5");
        client.say("RETR new").expect("550");
        client.say("REST 5").expect("350");
        client.transmit("STOR new", "6").expect("226");

        assertEquals("123456", server.content("in/new"));
        client.say("SIZE new").expect("550 Permission denied");
    }
}
