package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PASV and EPSV: RFC 959, section 4.1.2, RFC 1123, section 4.1.2.6, RFC 2428, and the port theft of RFC 2577. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PassiveTest {
    private static final Pattern PASV =
            Pattern.compile("227 Entering Passive Mode \\(127,0,0,1,([0-9]{1,3}),([0-9]{1,3})\\)");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.0.2");

    private final FerryServer server = FerryServer.start();

    @BeforeAll
    void makeAFile() {
        server.file("a.txt", "12345");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static int pasv(Dialogue client) {
        Matcher told = PASV.matcher(client.say("PASV").expect("227"));
        assertTrue(told.matches());
        return Integer.parseInt(told.group(1)) * 256 + Integer.parseInt(told.group(2));
    }

    private static String text(Socket data) throws IOException {
        return new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void assertServed(Dialogue client, Socket data) throws IOException {
        client.say("RETR a.txt").expect("150");
        assertEquals("12345", text(data));
        client.expect("226");
    }

    // ---- the commands

    @Test
    void waitsAtThePortThatPasvTells() throws IOException {
        try (var client = Dialogue.image(server);
                var data = client.connect(pasv(client))) {
            assertServed(client, data);
        }
    }

    @Test
    void waitsForAClientThatConnectsAfterItsCommand() throws IOException {
        try (var client = Dialogue.image(server)) {
            int port = pasv(client);
            client.say("RETR a.txt").expect("150");

            try (var data = client.connect(port)) {
                assertEquals("12345", text(data));
            }
            client.expect("226");
        }
    }

    @Test
    void tellsEpsvInTheFormOfTheRfc() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV").expect("229 .*\\(\\|\\|\\|[1-9][0-9]{0,4}\\|\\)");
        }
    }

    @Test
    void takesTheNetworkProtocolOfTheConnection() {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV 1").expect("229");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "0", "99"})
    void answers522ToAnotherNetworkProtocol(String protocol) {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV " + protocol).expect("522 .*\\(1\\)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1 2", "ALLE", "|1|"})
    void answers501ToWhatIsNoNetworkProtocol(String argument) {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV " + argument).expect("501");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSV ALL", "epsv all"})
    void takesNothingButEpsvAfterEpsvAll(String all) {
        try (var client = Dialogue.image(server)) {
            client.say(all).expect("200");

            client.say("PASV").expect("501");
            client.say("PORT 127,0,0,1,200,1").expect("501");
            client.say("EPRT |1|127.0.0.1|51201|").expect("501");
            assertEquals("12345", client.receiveText("RETR a.txt"));
        }
    }

    @Test
    void servesBothFamiliesAtOneSocket() throws IOException {
        assumeTrue(ipv6(), "there is no [::1] here");
        try (var both = FerryServer.start("ftp.listen=*:0");
                var four = new Dialogue(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), both.port()));
                var six = new Dialogue(new InetSocketAddress(InetAddress.ofLiteral("::1"), both.port()))) {
            both.file("a.txt", "12345");
            for (var client : new Dialogue[] {four, six}) {
                client.expect("220");
                client.login().say("TYPE I").expect("200");
                assertEquals("12345", client.receiveText("RETR a.txt"));
            }

            six.say("PASV").expect("502");
            six.say("EPSV 1").expect("522 .*\\(2\\)");
            six.say("EPSV 2").expect("229");
            four.say("PASV").expect("227");
        }
    }

    // ---- whose connection it is

    @Test
    void dropsAStrangerAndServesTheOwner() throws IOException {
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            try (var stranger = client.connect(port, STRANGER);
                    var data = client.connect(port)) {
                assertServed(client, data);
                assertEquals("", text(stranger));
            }
        }
    }

    @Test
    void dropsAStrangerWhileItWaitsForTheOwner() throws IOException {
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            client.say("RETR a.txt").expect("150");
            try (var stranger = client.connect(port, STRANGER)) {
                assertEquals("", text(stranger));
            }

            try (var data = client.connect(port)) {
                assertEquals("12345", text(data));
            }
            client.expect("226");
        }
    }

    @Test
    void takesNothingFromAStranger() throws IOException {
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            client.say("STOR new.txt").expect("150");
            try (var stranger = client.connect(port, STRANGER)) {
                stranger.getOutputStream().write(1);
                assertTrue(ended(stranger));
            }

            try (var data = client.connect(port)) {
                data.getOutputStream().write("mine".getBytes(StandardCharsets.UTF_8));
            }
            client.expect("226");
            assertEquals("mine", server.content("new.txt"));
        }
    }

    @Test
    void servesTheOwnerAfterAFloodOfStrangers() throws IOException {
        var strangers = new ArrayList<Socket>();
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            for (int i = 0; i < 60; i++) {
                strangers.add(client.connect(port, STRANGER));
            }

            try (var data = client.connect(port)) {
                assertServed(client, data);
            }
            for (var stranger : strangers) {
                assertEquals("", text(stranger));
            }
        } finally {
            for (var stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void servesAStrangerWhereThatIsAllowed() throws IOException {
        try (var open = FerryServer.start("data.peer-check=false");
                var client = Dialogue.image(open)) {
            open.file("a.txt", "12345");
            try (var data = client.connect(client.passivePort(), STRANGER)) {
                assertServed(client, data);
            }
        }
    }

    @Test
    void takesTheFirstOfTwoConnectionsOfTheOwner() throws IOException {
        try (var client = Dialogue.image(server)) {
            int port = client.passivePort();
            try (var first = client.connect(port);
                    var second = client.connect(port)) {
                assertServed(client, first);
                assertEquals("", text(second));
            }
        }
    }

    @Test
    void forgetsAConnectionThatCameBeforeTheLastPasv() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var client = Dialogue.image(single)) {
            single.file("a.txt", "12345");
            try (var old = client.connect(client.passivePort());
                    var data = client.connect(client.passivePort())) {
                assertServed(client, data);
                assertEquals("", text(old));
            }
        }
    }

    @Test
    void forgetsAConnectionThatCameAfterTheTransfer() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var client = Dialogue.image(single)) {
            single.file("a.txt", "12345");
            int port = client.passivePort();
            try (var data = client.connect(port)) {
                assertServed(client, data);
            }

            try (var late = client.connect(port);
                    var data = client.connect(client.passivePort())) {
                assertServed(client, data);
                assertEquals("", text(late));
            }
        }
    }

    // ---- the ports

    @Test
    void usesTheSamePortsAgain() {
        try (var client = Dialogue.image(server)) {
            var ports = new HashSet<Integer>();
            for (int i = 0; i < 1000; i++) {
                int port = client.passivePort();
                ports.add(port);
                try (var data = client.connect(port)) {
                    client.say("NLST a.txt").expect("150");
                    assertEquals("a.txt\r\n", text(data));
                    client.expect("226");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }

            assertTrue(ports.size() <= 32, () -> ports.size() + " ports");
            assertNotEquals(1, ports.size());
        }
    }

    @Test
    void sharesAPortBetweenTwoAddresses() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var two = Dialogue.from("127.0.0.2", single).login();
                var three = Dialogue.from("127.0.0.3", single).login()) {
            single.file("a.txt", "12345");
            single.file("b.txt", "678");
            two.say("TYPE I").expect("200");
            three.say("TYPE I").expect("200");

            int port = two.passivePort();
            assertEquals(port, three.passivePort());
            try (var dataOfThree = three.connect(port);
                    var dataOfTwo = two.connect(port)) {
                two.say("RETR a.txt").expect("150");
                three.say("RETR b.txt").expect("150");
                assertEquals("12345", text(dataOfTwo));
                assertEquals("678", text(dataOfThree));
            }
            two.expect("226");
            three.expect("226");
        }
    }

    @Test
    void answers425WhenNoPortIsLeftForAnAddress() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var first = Dialogue.image(single);
                var second = Dialogue.image(single)) {
            single.file("a.txt", "12345");
            int port = first.passivePort();

            second.say("PASV").expect("425");
            second.say("EPSV").expect("425");

            try (var data = first.connect(port)) {
                assertServed(first, data);
            }
            assertEquals("12345", second.receiveText("RETR a.txt"));
        }
    }

    @Test
    void takesActiveTransfersWhenNoPortIsLeft() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var first = Dialogue.image(single);
                var second = Dialogue.image(single)) {
            single.file("a.txt", "12345");
            first.passivePort();
            second.say("EPSV").expect("425");

            try (var listener = second.active()) {
                second.say("RETR a.txt").expect("150");
                try (var data = listener.accept()) {
                    data.setSoTimeout(Dialogue.PATIENCE_MILLIS);
                    assertEquals("12345", text(data));
                }
                second.expect("226");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT 127,0,0,1,200,1", "REIN"})
    void givesThePortBackWith(String line) throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var first = Dialogue.image(single);
                var second = Dialogue.image(single)) {
            first.passivePort();

            first.say(line).expect("2.*");

            second.passivePort();
        }
    }

    @Test
    void givesThePortBackAtTheEndOfTheSession() throws IOException {
        try (var single = FerryServer.start("passive.ports=" + FreePort.next());
                var second = Dialogue.image(single)) {
            try (var first = Dialogue.image(single)) {
                first.passivePort();
            }

            Eventually.holds("a free port", () -> second.say("EPSV").read().startsWith("229"));
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // a reset is as good an end as any
        }
    }

    private static boolean ipv6() {
        try (var _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void tellsTheAddressThatIsMadeForTheClientsNetwork() {
        try (var other = FerryServer.start("passive.address=198.51.100.1, 127.0.0.2=198.51.100.2");
                var near = Dialogue.loggedIn(other);
                var elsewhere = Dialogue.from("127.0.0.2", other).login()) {
            near.say("PASV").expect("227 .*\\(127,0,0,1,.*");
            elsewhere.say("PASV").expect("227 .*\\(198,51,100,2,.*");
            elsewhere.say("LPSV").expect("228 .*\\(4,4,198,51,100,2,.*");
        }
    }

    @Test
    void tellsTheAddressOfTheListener() {
        try (var other = FerryServer.start("ftp.listen=127.0.0.1:0 passive.address=127.0.0.0/8=198.51.100.3");
                var client = Dialogue.loggedIn(other)) {
            client.say("PASV").expect("227 .*\\(198,51,100,3,.*");
        }
    }

    @Test
    void warnsOfAClientThatDoesNotReachItsPorts() {
        try (var log = new LogLines("ferry.data.Reach");
                var other = FerryServer.start();
                var client = Dialogue.loggedIn(other)) {
            for (int i = 0; i < 4; i++) {
                client.say("PASV").expect("227");
            }

            log.await("passive ports: 1 client (127.0.0.1) asked for a passive port again and again");
        }
    }

    @Test
    void warnsOfFewPorts() {
        try (var log = new LogLines("ferry.PassivePools");
                var _ = FerryServer.start("passive.ports=50000-50001")) {
            log.await("passive.ports: 50000-50001 has 2 ports");
        }
    }

    /** All behind one NAT, through the one port that is let through to the server. */
    @Test
    void servesManyClientsOfOneAddressThroughOnePort() throws Exception {
        int port = FreePort.next();
        try (var other = FerryServer.start("passive.ports=" + port)) {
            other.file("a", "content");
            var tasks = new ArrayList<FutureTask<String>>();
            for (int i = 0; i < 20; i++) {
                tasks.add(new FutureTask<>(() -> {
                    try (var client = Dialogue.loggedIn(other)) {
                        return client.receiveText("RETR a") + client.receiveText("RETR a");
                    }
                }));
            }
            tasks.forEach(task -> Thread.ofVirtual().start(task));
            for (var task : tasks) {
                assertEquals("contentcontent", task.get(20, TimeUnit.SECONDS));
            }
        }
    }
}
