package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual hosts: RFC 7151. Beside the usual host, whose user is {@code ferry}, there is another one of {@code anna}. */
final class HostTest {
    @TempDir
    private static Path folder;

    private final FerryServer server = start();
    private final Dialogue client = new Dialogue(server);

    private static FerryServer start(String... more) {
        try {
            var home = folder.resolve("anna").toString();
            Files.write(
                    folder.resolve("users-example.properties"),
                    FerryServer.user("anna", "homedirectory=" + home, "writepermission=true", "maxloginnumber=1"));
            var hosts = Files.writeString(
                    folder.resolve("hosts.properties"), """
                    host.ftp.example.com.users = %s
                    host.ftp.example.com.welcome = Welcome to Example\\nBe kind
                    host.ftp.example.com.aliases = files.example.com, b\u00fccher.example
                    """.formatted(folder.resolve("users-example.properties")));
            var settings = new ArrayList<>(List.of("hosts.file=" + hosts, "max-login-failures=100"));
            settings.addAll(List.of(more));
            return FerryServer.start(settings.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void followsTheDialogueOfTheRfc() {
        client.play("""
                C: HOST ftp.example.com
                S: 220-Welcome to Example
                220 Be kind
                C: USER anna
                S: 331 .*
                C: PASS ferry
                S: 230 .*
                """.replace("\n220 ", "\\n220 "));
    }

    @Test
    void tellsHostInFeat() {
        assertTrue(client.say("FEAT").expect("211").contains("\n HOST\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOST FTP.Example.Com",
                "HOST ftp.example.com.",
                "host files.example.com",
                "HOST b\u00fccher.example",
                "HOST xn--bcher-kva.example"
            })
    void knowsAHostByEachOfItsNames(String command) {
        client.say(command).expect("220-Welcome to Example.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST example.com", "HOST localhost", "HOST 192.0.2.1", "HOST [::1]", "HOST [v7.x]"})
    void doesNotKnowOtherHosts(String command) {
        client.say(command).expect("504");
        client.login();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST", "HOST ", "HOST ftp.example.com:21", "HOST [127.0.0.1]", "HOST ::1", "HOST a b"})
    void refusesWhatIsNoName(String command) {
        client.say(command).expect("501");
    }

    @Test
    void takesTheAddressOfTheServerForTheUsualHost() {
        client.say("HOST ftp.example.com").expect("220");
        client.say("HOST 127.0.0.1").expect("220 Ferry is ready");

        client.login();
    }

    @Test
    void letsUsersOfOneHostNotInAtAnother() {
        client.say("USER anna").expect("331");
        client.say("PASS ferry").expect("530");
        client.say("HOST ftp.example.com").expect("220");
        client.say("USER ferry").expect("331");
        client.say("PASS ferry").expect("530");

        client.login("anna");
    }

    @Test
    void showsTheFilesOfTheHost() throws IOException {
        server.file("ours.txt", "1");
        client.say("HOST ftp.example.com").expect("220");
        client.login("anna");

        client.say("SIZE ours.txt").expect("550");
        client.say("MKD theirs").expect("257");

        assertTrue(Files.isDirectory(folder.resolve("anna").resolve("theirs")));
        client.say("RMD theirs").expect("250");
    }

    @Test
    void mayBeSaidAgainBeforeTheUser() {
        client.say("HOST ftp.example.com").expect("220");
        client.say("HOST files.example.com").expect("220");
        client.say("HOST nowhere.example").expect("504");

        client.login("anna");
    }

    @Test
    void comesTooLateOnceTheUserIsTold() {
        client.say("USER ferry").expect("331");
        client.say("HOST ftp.example.com").expect("503");
        client.say("PASS ferry").expect("230");
        client.say("HOST ftp.example.com").expect("503");

        client.say("PWD").expect("257");
    }

    @Test
    void isTheUsualOneAgainAfterRein() {
        client.say("HOST ftp.example.com").expect("220");
        client.login("anna");

        client.say("REIN").expect("220");

        client.login();
        client.say("REIN").expect("220");
        client.say("HOST ftp.example.com").expect("220");
        client.login("anna");
    }

    @Test
    void countsTheLoginsOfEachHost() throws IOException {
        Files.write(server.users(), FerryServer.user("anna", "maxloginnumber=1"), StandardOpenOption.APPEND);
        try (var here = new Dialogue(server);
                var second = new Dialogue(server)) {
            client.say("HOST ftp.example.com").expect("220");
            client.login("anna");
            here.login("anna");

            second.say("HOST ftp.example.com").expect("220");
            second.say("USER anna").expect("331");
            second.say("PASS ferry").expect("421");
        }
    }

    @Test
    void leavesWhatWasAgreedOnBefore() {
        client.say("OPTS UTF8 OFF").expect("200");
        client.say("HOST ftp.example.com").expect("220");
        client.login("anna");

        client.say("STAT").expect("211-.*\n Names: ISO-8859-1\n.*");
    }

    @Test
    void isToldByStat() {
        client.say("HOST files.example.com").expect("220");
        client.login("anna");

        client.say("STAT").expect("211-.*\n Host: ftp.example.com\n.*");
    }

    @Test
    void hasAsManyNamesAsTheUsualHostIsGiven() {
        try (var named = start("hosts.default=www.example.net, 192.0.2.1");
                var other = new Dialogue(named)) {
            other.say("HOST www.example.net").expect("220 Ferry is ready");
            other.say("HOST 192.0.2.1").expect("220 Ferry is ready");
            other.say("HOST example.net").expect("504");
        }
    }

    @Test
    void isTheUsualOneForAllOtherNamesWhereAStarSaysSo() {
        try (var any = start("hosts.default=*");
                var other = new Dialogue(any)) {
            other.say("HOST anything.example").expect("220 Ferry is ready");
            other.say("HOST ftp.example.com").expect("220-Welcome to Example.*");
        }
    }

    @Test
    void isTheUsualOneWhereThereIsNoOther() {
        try (var alone = FerryServer.start("welcome=Hello\\n200 and welcome\\nsailor");
                var other = new Dialogue(alone.ftp())) {
            String greeting = other.read();

            assertEquals("220-Hello\n220-200 and welcome\n220 sailor", greeting);
            assertEquals(greeting, other.say("HOST any.example").read());
            other.say("HOST a:1").expect("501");
            other.login();
        }
    }
}
