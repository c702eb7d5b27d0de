package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PORT and EPRT: RFC 959, section 4.1.2, RFC 2428, section 2, and the bounce of RFC 2577, section 3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ActiveTest {
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void makeAFile() {
        server.clear();
        server.file("a.txt", "12345");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Retrieves a.txt by a connection that this listener accepts. */
    private static String retrieved(Dialogue client, ServerSocket listener) throws IOException {
        client.say("RETR a.txt").expect("150");
        try (var data = listener.accept()) {
            data.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            assertEquals(client.socket().getInetAddress(), data.getInetAddress());
            String content = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            client.expect("226");
            return content;
        }
    }

    @Test
    void connectsToThePortOfTheClientToSend() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = client.active()) {
            assertEquals("12345", retrieved(client, listener));
        }
    }

    @Test
    void connectsToThePortOfTheClientToReceive() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = client.active()) {
            client.say("STOR b.txt").expect("150");
            try (var data = listener.accept()) {
                data.getOutputStream().write("678".getBytes(StandardCharsets.UTF_8));
            }

            client.expect("226");
            assertEquals("678", server.content("b.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"|1|127.0.0.1|%d|", "!1!127.0.0.1!%d!", "a1a127.0.0.1a%da"})
    void connectsToThePortOfEprt(String argument) throws IOException {
        try (var client = Dialogue.image(server);
                var listener = listener("127.0.0.1")) {
            client.say("EPRT " + argument.formatted(listener.getLocalPort())).expect("200");

            assertEquals("12345", retrieved(client, listener));
        }
    }

    @Test
    void connectsOverIpv6() throws IOException {
        assumeTrue(ipv6(), "there is no [::1] here");
        try (var six = FerryServer.start("ftp.listen=[::1]:0");
                var client = Dialogue.image(six);
                var listener = client.active()) {
            six.file("a.txt", "12345");

            assertEquals("12345", retrieved(client, listener));
        }
    }

    @Test
    void usesAPortForOneTransferOnly() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = client.active()) {
            retrieved(client, listener);

            client.say("RETR a.txt").expect("425");
        }
    }

    @Test
    void takesTheLastPort() throws IOException {
        try (var client = Dialogue.image(server);
                var first = client.active();
                var second = client.active()) {
            assertEquals("12345", retrieved(client, second));

            first.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, first::accept);
        }
    }

    @Test
    void takesPortInPlaceOfPasvAndBack() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.passivePort();
            try (var listener = client.active()) {
                assertEquals("12345", retrieved(client, listener));
            }
            try (var _ = client.active()) {
                assertEquals("12345", client.receiveText("RETR a.txt"));
            }
        }
    }

    @Test
    void answers425WhenNobodyListens() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.active().close();

            client.say("RETR a.txt").expect("150");
            client.expect("425");

            assertEquals("12345", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void leavesNothingOfAnUploadThatCouldNotBegin() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.active().close();

            client.say("STOR b.txt").expect("150");
            client.expect("425");

            assertEquals(java.util.List.of("a.txt"), server.names());
        }
    }

    // ---- what is refused

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORT 192,0,2,1,200,1",
                "PORT 127,0,0,2,200,1",
                "PORT 0,0,0,0,200,1",
                "EPRT |1|192.0.2.1|51201|",
                "EPRT |1|127.0.0.2|51201|"
            })
    void connectsToNobodyElse(String line) {
        try (var client = Dialogue.image(server)) {
            client.say(line).expect("501");
            client.say("RETR a.txt").expect("425");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PORT 127,0,0,1,3,255", "PORT 127,0,0,1,0,0", "PORT 127,0,0,1,0,22", "EPRT |1|127.0.0.1|25|"})
    void connectsToNoLowPort(String line) {
        try (var client = Dialogue.image(server)) {
            client.say(line).expect("501");
            client.say("RETR a.txt").expect("425");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORT 127,0,0,1,200",
                "PORT 127,0,0,1,200,1,1",
                "PORT 127,0,0,256,200,1",
                "PORT 127,0,0,1,256,1",
                "PORT 127,0,0,-1,200,1",
                "PORT 127.0.0.1:51201",
                "PORT localhost,0,0,1,200,1",
                "PORT ,,,,,",
                "EPRT |1|127.0.0.1|51201",
                "EPRT 1|127.0.0.1|51201|",
                "EPRT |1|127.0.0.1|65536|",
                "EPRT |1|localhost|51201|",
                "EPRT |1|::1|51201|",
                "EPRT |2|127.0.0.1|51201|",
                "EPRT |||",
                "EPRT |"
            })
    void answers501ToWhatIsNoAddressAndPort(String line) {
        try (var client = Dialogue.image(server)) {
            client.say(line).expect("501");
            client.say("RETR a.txt").expect("425");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPRT |2|::1|51201|", "EPRT |3|127.0.0.1|51201|", "EPRT |0|x|51201|"})
    void answers522ToAnotherNetworkProtocol(String line) {
        try (var client = Dialogue.image(server)) {
            client.say(line).expect("522 .*\\(1(,2)?\\)");
        }
    }

    @Test
    void keepsTheOldPortWhenTheNewOneIsRefused() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = client.active()) {
            client.say("PORT 192,0,2,1,200,1").expect("501");

            assertEquals("12345", retrieved(client, listener));
        }
    }

    @Test
    void connectsElsewhereWhereThatIsAllowed() throws IOException {
        try (var open = FerryServer.start("data.peer-check=false");
                var client = Dialogue.image(open);
                var listener = listener("127.0.0.2")) {
            open.file("a.txt", "12345");
            client.say("EPRT |1|127.0.0.2|" + listener.getLocalPort() + "|").expect("200");

            assertEquals("12345", retrieved(client, listener));
        }
    }

    private static ServerSocket listener(String address) throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.ofLiteral(address));
        listener.setSoTimeout(Dialogue.PATIENCE_MILLIS);
        return listener;
    }

    private static boolean ipv6() {
        try (var _ = listener("::1")) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
