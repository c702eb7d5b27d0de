package ferry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import ferry.Ferry;
import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import ferry.client.Installed;
import ferry.config.ConfigReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control socket: whom it lets in, what it answers, and that no junk harms the daemon. */
@Timeout(120)
final class ControlSocketTest {
    private static final String STATUS = "{\"version\":1,\"command\":\"status\"}";

    private final FerryServer server = FerryServer.start("control.socket=run/ferry.sock");
    private final Path path = server.folder().resolve("run/ferry.sock");

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(path);
    }

    private void assertServes() throws IOException {
        try (var client = client();
                var ftp = Dialogue.loggedIn(server)) {
            assertTrue(client.ask(STATUS).contains("\"ok\":true"));
            ftp.say("NOOP").expect("200");
        }
    }

    // ---- the place

    @Test
    void belongsToTheAccountOfTheDaemonAlone() throws IOException {
        assertEquals("rwx------", mode(server.folder().resolve("run")));
        assertEquals("rw-------", mode(path));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void isGoneWhenTheDaemonEnds() {
        server.daemon().close();

        assertFalse(Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void takesThePlaceOfASocketThatADeadDaemonLeft() throws Exception {
        var left = server.folder().resolve("run/left.sock");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }

        try (var ferry = start(left);
                var client = new RawClient(left)) {
            assertTrue(client.ask(STATUS).contains("\"ok\":true"));
            assertEquals(1, ferry.ftp().size());
        }
    }

    @Test
    void isNotTakenFromALivingDaemon() throws IOException {
        var refused = assertThrows(IOException.class, () -> start(path));

        assertEquals(
                "control.socket: another daemon listens at " + path + "; give this one a socket of its own, or none",
                refused.getMessage());
        assertServes();
    }

    @Test
    void removesNoSocketThatIsAnotherDaemonsByNow() throws Exception {
        Files.delete(path);
        try (var other = start(path)) {
            server.daemon().close();

            assertTrue(Files.exists(path));
            assertEquals(1, other.ftp().size());
        }
    }

    @Test
    void isDoneWithoutWhereItCannotBeMade() throws Exception {
        var file = Files.writeString(server.folder().resolve("file"), "not a socket");

        try (var ferry = start(file)) {
            assertEquals(1, ferry.ftp().size());
        }
        assertEquals("not a socket", Files.readString(file));
    }

    @Test
    void takesThePlaceOfNoFifo() throws Exception {
        var fifo = server.folder().resolve("run/fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());

        try (var ferry = start(fifo)) {
            assertEquals(1, ferry.ftp().size());
        }
        assertTrue(Files.exists(fifo));
    }

    @Test
    void isMadeAgainByAReloadWhenSomebodyHasRemovedIt() throws Exception {
        Files.delete(path);

        var lines = server.reload("control.socket=run/ferry.sock");

        assertEquals(List.of("control.socket: made again at " + path), lines);
        assertServes();
        assertEquals(List.of(), server.reload("control.socket=run/ferry.sock"));
    }

    @Test
    void staysWhereItIsWhenAReloadWantsItWhereItCannotBe() throws Exception {
        var file = Files.writeString(server.folder().resolve("file"), "not a socket");

        var refused = assertThrows(IOException.class, () -> server.reload("control.socket=" + file));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("control.socket: " + file), refused::getMessage);
        assertServes();
    }

    /** A file lock is of the process, so another one has to hold it. */
    @Test
    void waitsForNobodyWhoHoldsOnToTheLock() throws Exception {
        Installed.require("python3");
        var lock = Files.createFile(server.folder().resolve("run/.held.sock.lock"));
        var holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f,fcntl.LOCK_EX); print('held',flush=True);"
                                + " sys.stdin.read()",
                        lock.toString())
                .start();
        try (var told = holder.inputReader()) {
            assertEquals("held", told.readLine());

            try (var ferry = start(server.folder().resolve("run/held.sock"));
                    var client = new RawClient(server.folder().resolve("run/held.sock"))) {
                assertTrue(client.ask(STATUS).contains("\"ok\":true"));
                assertEquals(1, ferry.ftp().size());
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    private Ferry start(Path socket) throws Exception {
        var settings = List.of("ftp.listen=127.0.0.1:0", "legacy.listen=", "control.socket=" + socket);
        return Ferry.start(
                ConfigReader.read(new ConfigReader.Sources(server.folder(), Optional.empty(), Map.of(), settings)));
    }

    // ---- what it answers

    @Test
    void tellsWhetherTheDaemonServes() throws IOException {
        try (var client = client()) {
            var status = JsonParser.parseString(client.ask(STATUS)).getAsJsonObject();

            assertEquals("serving", status.get("state").getAsString());
            assertEquals(ProcessHandle.current().pid(), status.get("pid").getAsLong());
            assertEquals(
                    "ftp=127.0.0.1:" + server.port(),
                    status.get("listening").getAsJsonArray().get(0).getAsString());
        }
    }

    @Test
    void answersOneRequestAfterTheOther() throws IOException {
        try (var client = client()) {
            client.send((STATUS + "\n").repeat(3));

            for (int i = 0; i < 3; i++) {
                assertTrue(client.read().contains("\"ok\":true"));
            }
        }
    }

    @Test
    void tellsWhoIsHere() throws IOException {
        try (var ftp = Dialogue.from("127.0.0.2", server).login();
                var client = client()) {
            ftp.say("CLNT a \u009b31mcamera").expect("200");

            var answer = JsonParser.parseString(client.ask("{\"version\":1,\"command\":\"who\"}"))
                    .getAsJsonObject();
            var session = answer.get("sessions").getAsJsonArray().get(0).getAsJsonObject();
            assertEquals("ferry", session.get("user").getAsString());
            assertEquals("127.0.0.2", session.get("address").getAsString());
            assertEquals("ftp", session.get("protocol").getAsString());
            assertEquals("a \u009b31mcamera", session.get("program").getAsString());
            assertEquals("", session.get("command").getAsString());
        }
    }

    @Test
    void tellsHowFarATransferIs() throws IOException {
        try (var ftp = Dialogue.image(server);
                var client = client();
                var data = ftp.passive()) {
            ftp.say("STOR new file.bin").expect("150");
            data.getOutputStream().write(new byte[100]);
            ftp.awaitMoved(100);

            String who = client.ask("{\"version\":1,\"command\":\"who\"}");
            assertTrue(
                    who.contains("\"command\":\"STOR\",\"file\":\"/new file.bin\",\"bytes\":100,\"total\":-1,"), who);
        }
    }

    // ---- junk

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "\"status\"",
                "{}",
                "{\"version\":1}",
                "{\"command\":\"status\"}",
                "{\"version\":2,\"command\":\"status\"}",
                "{\"version\":1e999999999,\"command\":\"status\"}",
                "{\"version\":1,\"command\":\"status\"} x",
                "{\"version\":1,\"command\":\"status\",\"command\":\"who\"}",
                "{\"version\":1,\"command\":\"status\",\"x\":1}",
                "{\"version\":1,\"command\":[\"status\"]}",
                "{\"version\":1,\"command\":null}",
                "{\"version\":1,\"command\":\"\"}",
                "{\"version\":1,\"command\":\"shutdown\"}",
                "{\"version\":1,\"command\":\"status\"",
                "{'version':1,'command':'status'}",
                "USER ferry\r",
                "GET / HTTP/1.1\r"
            })
    void refusesWhatIsNoRequest(String junk) throws IOException {
        try (var client = client()) {
            var answer = JsonParser.parseString(client.ask(junk)).getAsJsonObject();

            assertFalse(answer.get("ok").getAsBoolean());
            assertFalse(answer.get("error").getAsString().isEmpty());
            assertFalse(answer.get("error").getAsString().contains("http"));
            assertTrue(client.ask(STATUS).contains("\"ok\":true"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '['                      | 20000
            '{"version":1,"a":'      | 3000
            '{"version":1,"a":['     | 3000
            '9'                      | 60000
            '{"version":9'           | 1
            """)
    void readsNothingDeep(String piece, int times) throws IOException {
        try (var client = client()) {
            assertTrue(client.ask(piece.repeat(times)).contains("\"ok\":false"));
            assertTrue(client.ask(STATUS).contains("\"ok\":true"));
        }
    }

    @Test
    void endsAConnectionWhoseLineHasNoEnd() throws IOException {
        try (var client = client()) {
            var piece = new byte[8192];
            java.util.Arrays.fill(piece, (byte) 'x');
            int sent = 0;
            try {
                for (int count = 1; count > 0 && sent < 1 << 20; sent += count) {
                    count = client.send(piece);
                }
            } catch (IOException e) {
                assertTrue(sent > 0, e::toString); // the daemon has closed by now
            }

            assertTrue(client.read().matches(".*a line of more than 65536 bytes.*|"));
            assertEquals("", client.read());
        }
        assertServes();
    }

    @Test
    void mindsNoRandomBytes() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            try (var client = client()) {
                var junk = new byte[random.nextInt(3000)];
                random.nextBytes(junk);
                client.send(junk);
            }
        }
        assertServes();
    }

    @Test
    void mindsNoHalfLines() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (var client = client()) {
                client.send(STATUS.substring(0, i % STATUS.length()));
            }
        }
        assertServes();
    }

    @Test
    void servesAFewAtATimeAndTellsTheOthers() throws IOException {
        var clients = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(client());
            }
            assertTrue(clients.getFirst().ask(STATUS).contains("\"ok\":true"));
            assertTrue(clients.getLast().read().contains("too many control connections"));
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        Eventually.holds("room", () -> serves(server.folder().resolve("run/ferry.sock")));
    }

    @Test
    void endsConnectionsThatAreSilentOrReadNothing() throws IOException {
        var other = server.folder().resolve("run/hasty.sock");
        var operations = new StubOperations(List.of("x".repeat(100_000)));
        var limits = new ControlSocket.Limits(2, java.time.Duration.ofMillis(200), java.time.Duration.ofMillis(200));
        try (var socket = ControlSocket.open(other, operations, limits);
                var silent = new RawClient(other);
                var slow = new RawClient(other)) {
            slow.send((STATUS + "\n").repeat(500));

            assertEquals("", silent.read());
            Eventually.holds("the end of the slow reader", () -> serves(socket.path()));
        }
    }

    private static boolean serves(Path path) {
        try (var client = new RawClient(path)) {
            return client.ask(STATUS).contains("\"ok\":true");
        } catch (IOException _) {
            return false; // one too many, closed before it could ask
        }
    }
}
