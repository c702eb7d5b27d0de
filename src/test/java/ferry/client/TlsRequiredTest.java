package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS that is demanded: by the daemon, by one port, of one user. */
final class TlsRequiredTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);

    @Test
    void letsNobodyInWithoutTls() {
        try (var tls = TlsServer.start("tls.required=true");
                var client = tls.client()) {
            client.say("USER ferry").expect("530");
            client.say("USER nobody").expect("530");
            client.say("PASS ferry").expect("503");

            client.auth(tls.context()).login();
        }
    }

    @Test
    void servesClearAndProtectedClientsAtOnePort() {
        try (var tls = TlsServer.start();
                var clear = tls.client().login();
                var secure = tls.loggedIn()) {
            clear.transmit("STOR a", CONTENT).expect("226");
            assertEquals("content of a file", new String(secure.receiveSecurely("RETR a"), UTF_8));
            assertTrue(secure.sendSecurely("STOR b", CONTENT).startsWith("226"));
            assertEquals("content of a file", clear.receiveText("RETR b"));
        }
    }

    @Test
    void demandsTlsAtOnePortAlone() {
        try (var tls = TlsServer.start(
                "ftp.listen=127.0.0.1:0 tls.required=true tls.data-required=true, 127.0.0.1:0", "tls.required=false")) {
            var ports = tls.daemon().daemon().ftp();
            try (var strict = new Dialogue(tls.daemon());
                    var lenient = new Dialogue(address(ports.get(1).port()))) {
                strict.say("USER ferry").expect("530");
                strict.auth(tls.context()).login();
                strict.say("NLST").expect("521");
                lenient.expect("220");
                lenient.login().receiveText("NLST");
            }
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void demandsTlsOfOneUserAlone() {
        var users = FerryServer.user("boss", "writepermission=true", "tls-required=true");
        try (var tls = TlsServer.start(users);
                var client = tls.client()) {
            client.login();
            client.say("USER boss").expect("530");
            client.say("PWD").expect("530"); // who was logged in is logged out

            client.auth(tls.context()).login("boss");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boss ", "  boss", "ftp", "ftp "})
    void demandsTlsOfAUserHoweverTheNameIsWritten(String name) {
        var users = new ArrayList<>(FerryServer.user("boss", "tls-required=true"));
        users.addAll(FerryServer.user("anonymous", "tls-required=true"));
        try (var tls = TlsServer.start(users);
                var client = tls.client()) {
            client.say("USER " + name).expect("530");
            client.say("PASS ferry").expect("503");

            client.auth(tls.context());
            client.say("USER " + name).expect("331");
            client.say("PASS ferry").expect("230");
        }
    }

    @Test
    void letsNobodyInWhoseTlsHasEndedBehindTheName() {
        try (var tls = TlsServer.start("tls.required=true", "tls.ccc=true");
                var client = tls.client()) {
            var control = client.authByRecords(tls.context());
            client.say("USER ferry").expect("331");
            client.say("CCC").expect("200");
            control.closeNotify();
            assertTrue(client.closed());

            client.inClear().say("PASS ferry").expect("530");
            client.say("PWD").expect("530");
        }
    }

    @Test
    void letsOneUserInWithoutTls() {
        var users = FerryServer.user("camera", "writepermission=true", "tls-required=false", "tls-data-required=false");
        try (var tls = TlsServer.start(users, "tls.required=true", "tls.data-required=true");
                var client = tls.client()) {
            client.say("USER ferry").expect("530");

            client.login("camera").transmit("STOR a", CONTENT).expect("226");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR a", "STOR b", "APPE a", "STOU", "LIST", "NLST", "MLSD", "get a", "post b", "dirs"})
    void demandsProtectedDataConnections(String command) {
        try (var tls = TlsServer.start("tls.data-required=true");
                var clear = tls.client().login();
                var secure = tls.client().auth(tls.context()).login()) {
            tls.daemon().file("a", "content");
            clear.passivePort();
            clear.say(command).expect("521");
            secure.passivePort();
            secure.say(command).expect("521");

            assertEquals(java.util.List.of("a"), tls.daemon().names());
            assertEquals("content", tls.daemon().content("a"));
        }
    }

    @Test
    void tellsTheLogWhyAnUnprotectedLoginIsRefused() {
        try (var tls = TlsServer.start("tls.required=true");
                var log = new LogLines("ferry.command.AccessControl");
                var client = tls.client()) {
            client.say("USER ferry").expect("530");

            log.await("USER ferry refused: TLS is required, and the client has not said AUTH");
        }
    }

    @Test
    void tellsTheLogWhyAnUnprotectedDataConnectionIsRefused() {
        try (var tls = TlsServer.start("tls.data-required=true");
                var client = tls.client().login();
                var log = new LogLines("ferry.command.Dispatcher")) {
            client.say("NLST").expect("521");

            log.await("NLST refused: data connections must be protected, and the client has not said PROT P");
        }
    }

    @Test
    void goesNotBackToClearDataConnectionsWhereTheyMustBeProtected() {
        try (var tls = TlsServer.start("tls.data-required=true");
                var client = tls.loggedIn()) {
            client.say("PROT C").expect("534");

            assertTrue(client.sendSecurely("STOR a", CONTENT).startsWith("226"));
        }
    }

    @Test
    void demandsProtectedDataConnectionsOfOneUserAlone() {
        var users = FerryServer.user("boss", "writepermission=true", "tls-data-required=true");
        try (var tls = TlsServer.start(users);
                var client = tls.client().protect(tls.context()).login("boss")) {
            client.say("PROT C").expect("534");
            client.say("USER ferry").expect("331");
            client.say("PASS ferry").expect("230");
            client.say("PROT C").expect("200");
            client.receiveText("NLST");

            client.login("boss").passivePort();
            client.say("NLST").expect("521");
        }
    }

    @Test
    void letsCommandsWithoutDataConnectionsBe() {
        try (var tls = TlsServer.start("tls.data-required=true");
                var client = tls.client().login()) {
            tls.daemon().file("a", "content");
            client.say("SIZE a").expect("213 7");
            client.say("MLST a").expect("250");
            client.say("STAT a").expect("213");
        }
    }

    @Test
    void leavesTheLegacyPortAsItIs() throws IOException {
        try (var tls = TlsServer.start("tls.required=true", "tls.data-required=true");
                var legacy = new Socket(
                        InetAddress.getLoopbackAddress(), tls.daemon().legacyPort())) {
            legacy.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            legacy.getOutputStream().write("paths".getBytes(UTF_8));

            assertTrue(legacy.getInputStream().read() >= 0);
        }
    }
}
