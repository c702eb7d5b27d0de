package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ACCT: RFC 959, section 4.1.1. {@code clerk} needs it to log in, {@code scribe} to store files. */
final class AccountTest {
    private final FerryServer server = FerryServer.start(users(), "max-login-failures=2");
    private final Dialogue client = new Dialogue(server);

    private static List<String> users() {
        var users = new ArrayList<>(FerryServer.user("clerk", "account=Budget 7", "writepermission=true"));
        users.addAll(FerryServer.user("scribe", "account=ink", "account-for=store", "writepermission=true"));
        return users;
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- for the login

    @Test
    void isAskedForAfterThePassword() {
        client.play("""
                C: USER clerk
                S: 331 .*
                C: PASS ferry
                S: 332 .*
                C: ACCT Budget 7
                S: 230 .*
                C: PWD
                S: 257 .*
                C: ACCT Budget 7
                S: 202 .*
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PWD", "LIST", "STOR a", "PASV", "STAT"})
    void isAwaitedBeforeAnythingElse(String command) {
        awaitAccount();

        client.say(command).expect("530");
        client.say("ACCT Budget 7").expect("230");
    }

    @Test
    void isNotReplacedByThePassword() {
        awaitAccount();

        client.say("PASS ferry").expect("503");
        client.say("PWD").expect("530");
        client.say("HOST localhost").expect("503");
    }

    @Test
    void isNotAskedForAfterAWrongPassword() {
        client.say("USER clerk").expect("331");
        client.say("PASS wrong").expect("530");

        client.say("ACCT Budget 7").expect("503");
    }

    @Test
    void hasToBeRight() {
        awaitAccount();
        long before = System.nanoTime();

        client.say("ACCT wrong").expect("530");

        assertTrue(System.nanoTime() - before >= 500_000_000, "no delay");
        client.say("PWD").expect("530");
        client.say("ACCT Budget 7").expect("503");
        awaitAccount();
        client.say("ACCT Budget").expect("421");
        assertTrue(client.closed());
    }

    @Test
    void comesAfterThePassword() {
        client.say("ACCT Budget 7").expect("503");
        client.say("USER clerk").expect("331");
        client.say("ACCT Budget 7").expect("503");
        client.say("ACCT").expect("503");
    }

    @Test
    void isForgottenByANewName() {
        awaitAccount();

        client.login();

        client.say("ACCT Budget 7").expect("202");
    }

    @Test
    void becomesAStrongHash() throws IOException {
        awaitAccount();
        client.say("ACCT Budget 7").expect("230");

        String users = Files.readString(server.users());
        assertFalse(users.contains("Budget"), users);
        assertTrue(users.contains("ftpserver.user.clerk.account=$2a$"), users);
        awaitAccount();
        client.say("ACCT Budget 7").expect("230");
    }

    // ---- for storing files

    @ParameterizedTest
    @ValueSource(strings = {"STOR a", "STOU", "APPE a", "post a"})
    void isNeededToStoreFiles(String command) {
        client.login("scribe");

        client.say(command).expect("532");
        client.say("PWD").expect("257");
    }

    @Test
    void isNeededToGiveAFileItsNewName() throws IOException {
        Files.createDirectories(server.folder().resolve("scribe"));
        Files.writeString(server.folder().resolve("scribe").resolve("a"), "1");
        client.login("scribe");
        client.say("RNFR a").expect("350");

        client.say("RNTO b").expect("532");

        client.say("ACCT ink").expect("230");
        client.say("RNFR a").expect("350");
        client.say("RNTO b").expect("250");
    }

    @Test
    void letsFilesBeStoredOnceItIsGiven() throws IOException {
        client.login("scribe");
        client.say("ACCT ink").expect("230");

        client.transmit("STOR a", "text").expect("226");

        assertEquals("text", Files.readString(server.folder().resolve("scribe").resolve("a")));
        client.say("ACCT ink").expect("202");
    }

    @Test
    void leavesTheLoginWhenItIsWrong() {
        client.login("scribe");

        client.say("ACCT water").expect("530");
        client.say("PWD").expect("257");
        client.say("STOR a").expect("532");
        client.say("ACCT water").expect("421");
        assertTrue(client.closed());
    }

    @Test
    void isNeededAgainAfterAnotherLogin() {
        client.login("scribe");
        client.say("ACCT ink").expect("230");

        client.login("scribe");

        client.say("STOR a").expect("532");
    }

    private void awaitAccount() {
        client.say("USER clerk").expect("331");
        client.say("PASS ferry").expect("332");
    }
}
