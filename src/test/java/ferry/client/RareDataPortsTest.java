package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LPRT and LPSV of RFC 1639, SPSV, P@SW and PRET. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RareDataPortsTest {
    private final FerryServer server = FerryServer.start();

    @BeforeAll
    void makeAFile() {
        server.file("a.txt", "12345");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void assertServed(Dialogue client, int port) throws IOException {
        try (var data = client.connect(port)) {
            client.say("RETR a.txt").expect("150");
            assertEquals("12345", new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            client.expect("226");
        }
    }

    /** The port in the last two numbers of a reply. */
    private static int port(String reply) {
        var told = Pattern.compile(".*,([0-9]+),([0-9]+)\\)").matcher(reply);
        assertTrue(told.matches(), reply);
        return Integer.parseInt(told.group(1)) * 256 + Integer.parseInt(told.group(2));
    }

    private static String longPort(String host, int port) {
        return host + ",2," + (port >> 8) + "," + (port & 0xff);
    }

    // ---- LPSV

    @Test
    void waitsAtThePortThatLpsvTells() throws IOException {
        try (var client = Dialogue.image(server)) {
            String reply = client.say("LPSV").expect("228 Entering Long Passive Mode \\(4,4,127,0,0,1,2,[0-9,]+\\)");

            assertServed(client, port(reply));
        }
    }

    @Test
    void tellsAnAddressOfIpv6ByLpsv() throws IOException {
        assumeTrue(ipv6(), "there is no [::1] here");
        try (var six = FerryServer.start("ftp.listen=[::1]:0");
                var client = Dialogue.image(six)) {
            six.file("a.txt", "12345");
            String reply = client.say("LPSV").expect("228 [^(]*\\(6,16,(0,){15}1,2,[0-9,]+\\)");

            assertServed(client, port(reply));
        }
    }

    // ---- LPRT

    @Test
    void connectsToThePortOfLprt() throws IOException {
        try (var client = Dialogue.image(server);
                var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            listener.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            client.say("LPRT " + longPort("4,4,127,0,0,1", listener.getLocalPort()))
                    .expect("200");

            client.say("RETR a.txt").expect("150");
            try (var data = listener.accept()) {
                assertEquals("12345", new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            client.expect("226");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4,4,127,0,0,2,2,4,1", "4,4,10,0,0,1,2,4,1", "4,4,127,0,0,1,2,0,21", "4,4,127,0,0,1,2,3,255"})
    void refusesTheAddressesThatPortRefuses(String argument) {
        try (var client = Dialogue.image(server)) {
            client.say("LPRT " + argument).expect("501");
            client.say("RETR a.txt").expect("425");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6,16,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,2,4,1", "16,2,1,1,2,4,1"})
    void namesTheFamilyItCanUse(String argument) {
        try (var client = Dialogue.image(server)) {
            client.say("LPRT " + argument).expect("521 Supported address families are \\(4.*");
        }
    }

    // ---- SPSV, P@SW, PRET

    @Test
    void tellsThePortAloneBySpsv() throws IOException {
        try (var client = Dialogue.image(server)) {
            String reply = client.say("SPSV").expect("227 [0-9]+");

            assertServed(client, Integer.parseInt(reply.substring(4)));
        }
    }

    @Test
    void takesThePasvThatAProxyDoesNotKnow() throws IOException {
        try (var client = Dialogue.image(server)) {
            String reply = client.say("P@SW").expect("227 Entering Passive Mode \\(127,0,0,1,[0-9,]+\\)");

            assertServed(client, port(reply));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRET RETR a.txt",
                "PRET STOR b.txt",
                "PRET APPE b.txt",
                "PRET STOU",
                "PRET LIST",
                "PRET NLST",
                "PRET MLSD /",
                "pret retr missing.txt"
            })
    void takesPretBeforeEachTransfer(String command) {
        try (var client = Dialogue.image(server)) {
            client.say(command).expect("200");
        }
    }

    @Test
    void keepsTheRestartOffsetOverPretAndPassivePorts() throws IOException {
        try (var client = Dialogue.image(server)) {
            client.say("REST 3").expect("350");
            client.say("PRET RETR a.txt").expect("200");
            int port = port(client.say("LPSV").expect("228"));

            try (var data = client.connect(port)) {
                client.say("RETR a.txt").expect("150");
                assertEquals("45", new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                client.expect("226");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRET", "PRET ", "PRET NOOP", "PRET a.txt", "PRET DELE a.txt"})
    void takesNoOtherPret(String command) {
        try (var client = Dialogue.image(server)) {
            client.say(command).expect("501");
        }
    }

    // ---- all of them

    @ParameterizedTest
    @ValueSource(strings = {"LPSV", "SPSV", "P@SW", "LPRT 4,4,127,0,0,1,2,200,1"})
    void isRefusedAfterEpsvAll(String command) {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV ALL").expect("200");

            client.say(command).expect("501");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPSV", "SPSV", "P@SW", "LPRT 4,4,127,0,0,1,2,200,1", "PRET RETR a.txt"})
    void needsALogin(String command) {
        try (var client = new Dialogue(server)) {
            client.say(command).expect("530");
        }
    }

    private static boolean ipv6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
