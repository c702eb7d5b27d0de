package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SMNT: RFC 959, section 4.1.1. {@code guest} has the trees {@code pub}, {@code 文} and {@code gone} besides the home. */
final class StructureMountTest {
    private final FerryServer server = FerryServer.start(FerryServer.user(
            "guest", "permissions=list,read,write,rename,mode", "mounts=pub=tree,文=other,gone=missing"));
    private final Dialogue client = new Dialogue(server);
    private final Path home = server.folder().resolve("guest");
    private final Path tree = server.folder().resolve("tree");

    @BeforeEach
    void makeTrees() throws IOException {
        Files.createDirectory(home);
        Files.createDirectories(tree.resolve("folder"));
        Files.createDirectory(server.folder().resolve("other"));
        Files.writeString(home.resolve("at-home.txt"), "home");
        Files.writeString(tree.resolve("mounted.txt"), "tree");
        client.login("guest");
        client.say("TYPE I").expect("200");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMNT pub", "SMNT /pub", "SMNT pub/", "smnt ./pub"})
    void showsAnotherTree(String command) {
        client.say(command).expect("250");

        client.say("PWD").expect("257 \"/\" .*");
        assertEquals("folder\r\nmounted.txt\r\n", client.receiveText("NLST"));
        assertEquals("tree", client.receiveText("RETR mounted.txt"));
        client.say("SIZE at-home.txt").expect("550");
        client.say("STAT").expect("211-.*\n Mounted: pub\n.*");
    }

    @Test
    void beginsAtTheRootOfTheTree() {
        client.say("SMNT pub").expect("250");
        client.say("CWD folder").expect("250");

        client.say("SMNT /").expect("250");

        client.say("PWD").expect("257 \"/\" .*");
        assertEquals("home", client.receiveText("RETR at-home.txt"));
        assertFalse(client.say("STAT").expect("211").contains("Mounted"));
    }

    @Test
    void goesFromOneTreeToAnother() {
        client.say("SMNT pub").expect("250");

        client.say("SMNT 文").expect("250");

        assertEquals("", client.receiveText("NLST"));
    }

    @Test
    void storesInTheTree() throws IOException {
        client.say("SMNT pub").expect("250");

        client.transmit("STOR new.txt", "1").expect("226");

        assertEquals("1", Files.readString(tree.resolve("new.txt")));
        assertFalse(Files.exists(home.resolve("new.txt")));
    }

    @Test
    void keepsTheUmask() {
        client.say("SITE UMASK 027").expect("200");

        client.say("SMNT pub").expect("250");

        client.say("SITE UMASK").expect("200 Umask is 027");
    }

    @Test
    void givesNoMorePermissionsThanAtHome() {
        client.say("SMNT pub").expect("250");

        client.say("DELE mounted.txt").expect("550");
        assertTrue(Files.exists(tree.resolve("mounted.txt")));
    }

    @Test
    void letsNobodyOutOfTheTree() throws IOException {
        Files.createSymbolicLink(tree.resolve("out"), home);
        client.say("SMNT pub").expect("250");

        client.say("CWD ../guest").expect("550");
        client.say("SIZE /../guest/at-home.txt").expect("550");
        client.say("SIZE out/at-home.txt").expect("550");
    }

    @Test
    void forgetsWhatWasToBeRenamed() {
        client.say("RNFR at-home.txt").expect("350");
        client.say("SMNT pub").expect("250");

        client.say("RNTO mounted.txt").expect("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMNT nothing", "SMNT pub/folder", "SMNT PUB", "SMNT gone"})
    void refusesWhatIsNoMount(String command) {
        client.say(command).expect("550");

        assertEquals("at-home.txt\r\n", client.receiveText("NLST"));
        assertFalse(Files.exists(server.folder().resolve("missing")));
    }

    @Test
    void isOverAtTheNextLogin() {
        client.say("SMNT pub").expect("250");

        client.login("guest");

        client.say("SIZE at-home.txt").expect("213 4");
    }

    @Test
    void isNotNeededByUsersWithoutMounts() {
        client.login();

        client.say("SMNT pub").expect("202");
        client.say("SMNT /").expect("202");
        client.say("SMNT").expect("501");
    }
}
