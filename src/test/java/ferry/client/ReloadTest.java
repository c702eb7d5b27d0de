package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new configuration while the daemon runs. */
final class ReloadTest {
    @Test
    void holdsForSessionsThatBeginAfterIt() throws Exception {
        try (var server = FerryServer.start("welcome=Before");
                var before = new Dialogue(server.ftp())) {
            before.expect("220 Before");

            var lines = server.reload("welcome=After");

            assertEquals(List.of("welcome: After (was Before)"), lines);
            try (var after = new Dialogue(server.ftp())) {
                after.expect("220 After");
            }
            before.login();
            before.say("NOOP").expect("200");
        }
    }

    @Test
    void readsTheFileAgain() throws Exception {
        try (var server = FerryServer.start()) {
            Files.createDirectories(server.folder().resolve("conf"));
            Files.writeString(server.folder().resolve("conf/ferry.properties"), "welcome = From the file\n");

            var lines = server.daemon().reload();

            assertEquals(List.of("welcome: From the file (was Ferry is ready)"), lines);
            try (var client = new Dialogue(server.ftp())) {
                client.expect("220 From the file");
            }
        }
    }

    @Test
    void saysNothingWhenNothingHasChanged() throws Exception {
        try (var server = FerryServer.start()) {
            assertEquals(List.of(), server.daemon().reload());
        }
    }

    @Test
    void takesNothingOfAFileWithAFault() throws Exception {
        try (var server = FerryServer.start();
                var log = new LogLines("ferry.Ferry")) {
            Files.createDirectories(server.folder().resolve("conf"));
            var file = server.folder().resolve("conf/ferry.properties");
            Files.writeString(file, "welcome = Never seen\nmax-sessions = many\nno-such-key = 1\n");

            var thrown = assertThrows(
                    FaultyFileException.class, () -> server.daemon().reload());

            assertEquals(2, thrown.faults().size());
            assertTrue(thrown.faults().getFirst().toString().startsWith("ferry.properties:2: max-sessions: "));
            log.await("ferry.properties:2: max-sessions: ");
            log.await("not reloaded");
            try (var client = new Dialogue(server.ftp())) {
                client.expect("220 Ferry is ready");
            }
        }
    }

    @Test
    void takesNothingWhenTheUsersAreFaulty() throws Exception {
        try (var server = FerryServer.start()) {
            Files.writeString(server.users(), "ftpserver.user.ferry.maxloginnumber=many\n");

            var thrown = assertThrows(FaultyFileException.class, () -> server.reload("welcome=Never seen"));

            assertEquals(1, thrown.faults().getFirst().line());
            try (var client = Dialogue.loggedIn(server)) {
                client.say("NOOP").expect("200");
            }
        }
    }

    /** Whoever opens a FIFO waits till somebody opens its other end. */
    @ParameterizedTest
    @ValueSource(strings = {"users.file", "hosts.file", "hooks.file"})
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void opensNoFifo(String key) throws Exception {
        try (var server = FerryServer.start()) {
            var fifo = fifo(server.folder().resolve("fifo"));

            var thrown = assertThrows(FaultyFileException.class, () -> server.reload(key + "=" + fifo));

            var said = String.valueOf(thrown.getMessage());
            assertTrue(said.contains("not a regular file"), said);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void opensNoFifoInThePlaceOfTheConfiguration() throws Exception {
        try (var server = FerryServer.start()) {
            Files.createDirectories(server.folder().resolve("conf"));
            var fifo = fifo(server.folder().resolve("conf/ferry.properties"));

            var thrown = assertThrows(
                    FaultyFileException.class, () -> server.daemon().reload());

            assertEquals(fifo + ": cannot be read: not a regular file", thrown.getMessage());
        }
    }

    private static Path fifo(Path path) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
        return path;
    }

    @Test
    void takesNothingWhenAPortIsTaken() throws Exception {
        try (var server = FerryServer.start();
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.port();

            assertThrows(
                    IOException.class,
                    () -> server.reload("welcome=Never seen", "ftp.listen=127.0.0.1:" + other.getLocalPort()));

            assertEquals(port, server.port());
            try (var client = new Dialogue(server.ftp())) {
                client.expect("220 Ferry is ready");
            }
        }
    }

    @Test
    void closesNoListenerThatStays() throws Exception {
        try (var server = FerryServer.start("welcome=Before")) {
            int port = server.port();

            server.reload("ftp.listen=127.0.0.1:0, 127.0.0.2:0", "welcome=After");

            assertEquals(port, server.port());
            assertEquals(2, server.daemon().ftp().size());
            try (var there = new Dialogue(
                    address("127.0.0.2", server.daemon().ftp().getLast().port()))) {
                there.expect("220 After");
            }
        }
    }

    /** The narrowing to one address is what is done in an emergency. */
    @Test
    void narrowsAndWidensAnAddressAtItsPort() throws Exception {
        try (var server = FerryServer.start("ftp.listen=*:0");
                var before = Dialogue.loggedIn(server)) {
            int port = server.port();

            server.reload("ftp.listen=127.0.0.1:" + port);

            assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", port).close());
            try (var near = Dialogue.loggedIn(server)) {
                server.reload("ftp.listen=*:" + port);

                try (var far = new Dialogue(address("127.0.0.2", port))) {
                    far.expect("220");
                }
                near.say("NOOP").expect("200");
            }
            before.say("NOOP").expect("200");
        }
    }

    @Test
    void keepsTheWiderListenerWhenTheReloadIsRefused() throws Exception {
        try (var server = FerryServer.start("ftp.listen=*:0");
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.port();

            assertThrows(
                    IOException.class,
                    () -> server.reload("ftp.listen=127.0.0.1:" + port + ", 127.0.0.1:" + other.getLocalPort()));

            for (var host : List.of("127.0.0.1", "127.0.0.2")) {
                try (var client = new Dialogue(address(host, port))) {
                    client.expect("220");
                }
            }
        }
    }

    @Test
    void endsThePassivePortsOfAnAddressBehindItsLastSession() throws Exception {
        try (var server = FerryServer.start("ftp.listen=127.0.0.1:0, 127.0.0.2:0")) {
            long pools = threads("passive-ports");
            try (var client = new Dialogue(
                    address("127.0.0.2", server.daemon().ftp().getLast().port()))) {
                client.expect("220");
                client.login();
                client.say("TYPE I").expect("200");
                client.transmit("STOR file", "abc").expect("226");

                server.reload("ftp.listen=127.0.0.1:0, 127.0.0.3:0");

                assertEquals("abc", client.receiveText("RETR file"));
                assertTrue(threads("passive-ports") > pools);
            }
            Eventually.holds("the pool to end", () -> threads("passive-ports") <= pools);
        }
    }

    @Test
    void leavesNoPassivePortsOfAReloadThatIsRefused() throws Exception {
        try (var server = FerryServer.start();
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long pools = threads("passive-ports");

            assertThrows(
                    IOException.class,
                    () -> server.reload("ftp.listen=127.0.0.2:0, 127.0.0.1:" + other.getLocalPort()));

            Eventually.holds("the pool to end", () -> threads("passive-ports") <= pools);
            server.reload("ftp.listen=127.0.0.2:0");
            try (var client = new Dialogue(
                    address("127.0.0.2", server.daemon().ftp().getFirst().port()))) {
                client.expect("220");
                client.login();
                client.transmit("STOR file", "abc").expect("226");
            }
        }
    }

    @Test
    void letsClientsOfAListenerThatIsGoneGoOn() throws Exception {
        try (var server = FerryServer.start("ftp.listen=127.0.0.1:0, 127.0.0.2:0")) {
            int gone = server.daemon().ftp().getLast().port();
            try (var client = new Dialogue(address("127.0.0.2", gone))) {
                client.expect("220");
                client.login();
                client.say("TYPE I").expect("200");

                server.reload();

                assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", gone).close());
                client.transmit("STOR file", "abc").expect("226");
                assertEquals("abc", client.receiveText("RETR file"));
            }
        }
    }

    @Test
    void letsATransferGoOn() throws Exception {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR file").expect("150");
            data.getOutputStream().write('a');
            client.awaitMoved(1);

            server.reload("max-sessions=1", "upload.mode=direct", "stall-timeout=1h", "passive.ports=0");

            data.getOutputStream().write('b');
            data.shutdownOutput();
            client.expect("226");
            assertEquals("ab", server.content("file"));
        }
    }

    @Test
    void countsSessionsThroughIt() throws Exception {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            server.reload("max-sessions=1");

            try (var other = new Dialogue(server.ftp())) {
                other.expect("421");
            }
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void countsLoginsOfAUserThroughIt() throws Exception {
        var users = FerryServer.user("anna", "maxloginnumber=1");
        try (var server = FerryServer.start(users);
                var first = new Dialogue(server)) {
            first.login("anna");

            server.reload("welcome=After");

            try (var second = new Dialogue(server)) {
                second.say("USER anna").expect("331");
                second.say("PASS ferry").expect("421");
            }
        }
    }

    @Test
    void keepsBansThroughItAndTakesTheirTerms() throws Exception {
        try (var server = FerryServer.start("trusted-addresses=", "ban.failures=off")) {
            server.reload("trusted-addresses=", "ban.failures=1", "ban.file=conf/other");
            try (var guesser = Dialogue.silent("127.0.0.3", server.ftp())) {
                guesser.expect("220");
                guesser.say("USER ferry").expect("331");
                guesser.say("PASS wrong").expect("421");
            }

            server.reload("trusted-addresses=", "ban.failures=2");

            try (var banned = Dialogue.silent("127.0.0.3", server.ftp())) {
                banned.expect("421");
            }
            server.reload("trusted-addresses=127.0.0.3");
            try (var trusted = Dialogue.silent("127.0.0.3", server.ftp())) {
                trusted.expect("220");
            }
        }
    }

    @Test
    void switchesTlsOn() throws Exception {
        try (var server = FerryServer.start();
                var before = Dialogue.loggedIn(server)) {
            server.reload("tls.enabled=true");

            try (var after = new Dialogue(server)) {
                after.say("AUTH TLS").expect("234");
            }
            before.say("AUTH TLS").expect("5.*");
        }
    }

    @Test
    void takesOtherPassivePortsAndLeavesThoseInUse() throws Exception {
        int[] ports = freePorts();
        try (var server = FerryServer.start("passive.ports=" + ports[0]);
                var client = Dialogue.image(server)) {
            int lent = client.passivePort();
            assertEquals(ports[0], lent);

            server.reload("passive.ports=" + ports[1]);

            try (var data = client.connect(lent)) {
                client.say("STOR file").expect("150");
                data.getOutputStream().write('a');
                data.shutdownOutput();
                client.expect("226");
            }
            Eventually.holds("the old port to be closed", () -> refused(lent));
            assertEquals(ports[1], client.passivePort());
        }
    }

    @Test
    void servesTheLegacyProtocolFromThenOn() throws Exception {
        try (var server = FerryServer.start("legacy.listen=")) {
            assertTrue(server.daemon().legacy().isEmpty());

            server.reload();

            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.legacyPort())) {
                assertTrue(socket.isConnected());
            }
            server.reload("legacy.listen=");
            assertTrue(server.daemon().legacy().isEmpty());
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (var server = FerryServer.start()) {
            for (int i = 0; i < 5; i++) {
                server.reload("ftp.listen=127.0.0.1:0, 127.0.0.2:0", "upload.partial-lifetime=1d");
                server.reload("ftp.listen=127.0.0.1:0");
            }

            Eventually.holds("one thread that accepts FTP to be left", () -> threads("accept-.*") <= 2);
            Eventually.holds("one sweep to be left", () -> threads("sweep") <= 1);
        }
    }

    @Test
    void isRefusedBehindTheEnd() {
        var server = FerryServer.start();
        server.close();

        assertThrows(IOException.class, () -> server.daemon().reload());
        assertFalse(Files.exists(server.folder()));
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(name))
                .count();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    private static int[] freePorts() {
        return new int[] {FreePort.next(), FreePort.next()};
    }

    private static boolean refused(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
