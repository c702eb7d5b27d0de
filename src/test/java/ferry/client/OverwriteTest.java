package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The permission {@code overwrite}: who has write without it makes new files, and nothing that is complete is lost. */
@ParameterizedClass
@ValueSource(strings = {"atomic", "direct"})
final class OverwriteTest {
    private final boolean atomic;
    private final FerryServer server;
    private final Dialogue client;

    OverwriteTest(String mode) {
        var users = new ArrayList<>(FerryServer.user(
                "adder", "homedirectory=home", "permissions=list,read,write,delete,rename,mkdir,rmdir,time,mode"));
        users.addAll(FerryServer.user(
                "keeper", "homedirectory=home", "permissions=list,read,write,overwrite,delete,rename"));
        server = FerryServer.start(users, "upload.mode=" + mode);
        client = new Dialogue(server).login("adder");
        atomic = mode.equals("atomic");
    }

    @BeforeEach
    void makeAFile() {
        server.file("old", "old content");
        server.file("other", "other");
        client.say("TYPE I").expect("200");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void isNotNeededForANewFile() {
        client.transmit("STOR new", "1").expect("226");
        client.transmit("STOU old", "2").expect("226");
        client.transmit("APPE next", "3").expect("226");
        client.say("SITE COPY new copy").expect("250");
        client.say("RNFR copy").expect("350");
        client.say("RNTO renamed").expect("250");

        assertEquals("1", server.content("renamed"));
        assertEquals("old content", server.content("old"));
    }

    @Test
    void isNeededToReplace() {
        client.say("STOR old").expect("553 The name exists already");
        client.say("REST 3").expect("350");
        client.say("STOR old").expect("553 The name exists already");
        client.say("APPE old").expect("550 Permission denied");
        client.say("SITE COPY other old").expect("550 The name exists already");
        client.say("SITE CPFR other").expect("350");
        client.say("SITE CPTO old").expect("55[03] The name exists already");
        client.say("RNFR other").expect("350");
        client.say("RNTO old").expect("553 The name exists already");
        client.say("COMB old other").expect("550 Permission denied");

        assertEquals("old content", server.content("old"));
        assertEquals(List.of("old", "other"), server.names());
    }

    @Test
    void isNotNeededToGoOnWithABrokenUpload() {
        client.transmitAndBreak("STOR new", "12345").expect("426");

        if (atomic) {
            client.say("SIZE new").expect("213 5");
            client.say("REST 5").expect("350");
            client.transmit("STOR new", "6").expect("226");
            assertEquals("123456", server.content("new"));
        } else {
            client.say("REST 5").expect("350");
            client.say("STOR new").expect("553 The name exists already");
        }
    }

    @Test
    void isNeededWhenAnotherUploadWasFaster() throws Exception {
        try (var data = client.passive();
                var keeper = new Dialogue(server).login("keeper")) {
            client.say("STOR new").expect("150");
            data.getOutputStream().write('1');
            if (atomic) {
                keeper.transmit("STOR new", "2").expect("226");
                data.shutdownOutput();
                client.expect("450 .*");
                assertEquals("2", server.content("new"));
            } else {
                keeper.say("STOR new").expect("450");
            }
        }
    }

    @Test
    void isNoPermissionToAppend() {
        try (var keeper = new Dialogue(server).login("keeper")) {
            keeper.transmit("STOR old", "new content").expect("226");
            keeper.say("APPE old").expect("550 Permission denied");
        }

        assertEquals("new content", server.content("old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "other"})
    void showsInTheFacts(String name) {
        client.say("MLST " + name).expect("(?s)250-.*perm=dfr;.*");
        try (var keeper = new Dialogue(server).login("keeper")) {
            keeper.say("MLST " + name).expect("(?s)250-.*perm=dfrw;.*");
        }
    }
}
