package ferry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients behind a proxy at 127.0.0.9, which tells their addresses by the PROXY protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProxyTest {
    private static final String PROXY = "127.0.0.9";
    private static final String ANNA = "127.0.1.1";
    private static final String EVE = "127.0.1.2";
    private static final String REACHED = "198.51.100.1";
    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "20000000");

    private final FerryServer server =
            FerryServer.start("proxy.trusted=" + PROXY + ", ::1", "ban.failures=2", "trusted-addresses=127.0.0.1");

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
        server.file("a", "content");
    }

    private static byte[] header(String client) {
        return ("PROXY TCP4 " + client + " " + REACHED + " 40000 21\r\n").getBytes(ISO_8859_1);
    }

    private static Dialogue client(FerryServer of, String address) {
        var client = Dialogue.silent(PROXY, of.ftp()).send(header(address));
        client.expect("220");
        return client;
    }

    private Dialogue client(String address) {
        return client(server, address);
    }

    private static Socket data(Dialogue client, int port, byte[] header) {
        try {
            var data = client.connect(port);
            data.getOutputStream().write(header);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has ended a connection, in order or, where it has not read all, by a reset. */
    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void takesTheAddressOfTheHeaderForTheClients() {
        try (var log = new LogLines("ferry.server.FtpService");
                var client = client(ANNA)) {
            log.await("connected from /" + ANNA + ":40000");
            client.say("NOOP").expect("200");
        }
    }

    @Test
    void takesWhatComesBehindTheHeaderInOnePieceForCommands() {
        byte[] all =
                new String(header(ANNA), ISO_8859_1).concat("USER ferry\r\n").getBytes(ISO_8859_1);
        try (var client = Dialogue.silent(PROXY, server.ftp()).send(all)) {
            client.expect("220");
            client.expect("331");
        }
    }

    @Test
    void takesAHeaderThatComesInPieces() {
        try (var client = Dialogue.silent(PROXY, server.ftp())) {
            for (byte each : header(ANNA)) {
                client.send(new byte[] {each});
            }
            client.expect("220");
        }
    }

    @Test
    void closesWhenTheProxySendsNoHeader() {
        try (var log = new LogLines("ferry.proxy.Proxies");
                var client =
                        Dialogue.silent(PROXY, server.ftp()).say("USER ferry").say("PASS ferry")) {
            assertTrue(client.closed());
            log.await(PROXY + " is one of proxy.trusted and sent no PROXY header; closed");
        }
    }

    @Test
    void closesWhenTheProxySaysNothing() {
        try (var client = Dialogue.silent(PROXY, server.ftp())) {
            assertTrue(client.closed());
        }
    }

    @Test
    void saysNothingOfAProxyThatOnlyLooksWhetherItIsServed() {
        try (var log = new LogLines("ferry.proxy.Proxies")) {
            Dialogue.silent(PROXY, server.ftp()).close();
            try (var client = client(ANNA)) {
                client.say("NOOP").expect("200");
            }
            assertEquals(List.of(), log.of(Level.WARN));
        }
    }

    @Test
    void readsNoHeaderOfAnybodyElse() {
        try (var client = Dialogue.silent("127.0.0.8", server.ftp()).send(header(ANNA))) {
            client.expect("220");
            client.expect("500");
        }
    }

    @Test
    void greetsTheProxyItself() {
        try (var client = Dialogue.silent(PROXY, server.ftp()).send(LOCAL)) {
            client.expect("220");
            client.login().say("NOOP").expect("200");
        }
    }

    @Test
    void bansTheClientAndNotTheProxy() {
        try (var eve = client(EVE)) {
            eve.say("USER ferry").expect("331");
            eve.say("PASS wrong").expect("530");
            eve.say("USER ferry").expect("331");
            eve.say("PASS wrong").expect("421");
        }

        try (var eve = Dialogue.silent(PROXY, server.ftp()).send(header(EVE));
                var anna = client(ANNA);
                var proxy = Dialogue.silent(PROXY, server.ftp()).send(LOCAL);
                var direct = Dialogue.silent(EVE, server.ftp())) {
            eve.expect("421");
            proxy.expect("220");
            direct.expect("421");
            anna.login();
        }
    }

    @Test
    void countsSessionsByTheAddressOfTheHeader() {
        try (var other = FerryServer.start("proxy.trusted=" + PROXY, "max-sessions-per-address=1");
                var _ = client(other, ANNA);
                var _ = client(other, EVE);
                var again = Dialogue.silent(PROXY, other.ftp()).send(header(ANNA))) {
            again.expect("421 Too many sessions from your address");
        }
    }

    @Test
    void letsInWhoMayComeFromTheAddressOfTheHeader() {
        var users = FerryServer.user("home", "allow-from=" + ANNA);
        try (var other = FerryServer.start(users, "proxy.trusted=" + PROXY);
                var anna = client(other, ANNA);
                var eve = client(other, EVE)) {
            anna.login("home");
            eve.say("USER home").expect("331");
            eve.say("PASS ferry").expect("530");
        }
    }

    @Test
    void tellsTheAddressThatTheClientHasReached() {
        try (var client = client(ANNA).login()) {
            client.say("PASV").expect("227 .*\\(198,51,100,1,[0-9]+,[0-9]+\\)");
        }
    }

    @Test
    void saysThatPasvIsNotForIpv6WhateverTheConnectionToTheProxyIs() {
        byte[] header = "PROXY TCP6 2001:db8::7 2001:db8::1 40000 21\r\n".getBytes(ISO_8859_1);
        try (var client = Dialogue.silent(PROXY, server.ftp()).send(header)) {
            client.expect("220");
            client.login().say("PASV").expect("502");
            client.say("EPSV 2").expect("229");
        }
    }

    @Test
    void retrievesOverADataConnectionThroughTheProxy() throws IOException {
        try (var client = client(ANNA).login();
                var data = data(client, client.passivePort(), header(ANNA))) {
            client.say("RETR a").expect("150");
            assertArrayEquals("content".getBytes(UTF_8), data.getInputStream().readAllBytes());
            client.expect("226");
        }
    }

    @Test
    void waitsForADataConnectionThroughTheProxy() throws IOException {
        try (var client = client(ANNA).login()) {
            int port = client.passivePort();
            client.say("RETR a").expect("150");
            try (var data = data(client, port, header(ANNA))) {
                assertArrayEquals(
                        "content".getBytes(UTF_8), data.getInputStream().readAllBytes());
            }
            client.expect("226");
        }
    }

    @Test
    void storesWhatComesBehindTheHeaderAndNothingElse() throws IOException {
        try (var client = client(ANNA).login()) {
            int port = client.passivePort();
            byte[] all =
                    new String(header(ANNA), ISO_8859_1).concat("content of b").getBytes(ISO_8859_1);
            try (var _ = data(client, port, all)) {
                client.say("STOR b").expect("150");
            }
            client.expect("226");
            assertEquals("content of b", server.content("b"));
        }
    }

    @Test
    void dropsDataConnectionsThroughTheProxyOfOtherClientsAndWithoutAHeader() throws IOException {
        try (var client = client(ANNA).login()) {
            int port = client.passivePort();
            try (var eve = data(client, port, header(EVE));
                    var junk = data(client, port, "GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
                    var data = data(client, port, header(ANNA))) {
                client.say("RETR a").expect("150");
                assertArrayEquals(
                        "content".getBytes(UTF_8), data.getInputStream().readAllBytes());
                client.expect("226");
                assertTrue(ended(eve));
                assertTrue(ended(junk));
            }
        }
    }

    @Test
    void takesADataConnectionThatComesFromTheClientItself() throws IOException {
        try (var client = client(ANNA).login()) {
            int port = client.passivePort();
            client.say("RETR a").expect("150");
            try (var data = client.connect(port, InetAddress.ofLiteral(ANNA))) {
                assertArrayEquals(
                        "content".getBytes(UTF_8), data.getInputStream().readAllBytes());
            }
            client.expect("226");
        }
    }

    @Test
    void connectsToTheAddressOfTheHeaderOnly() throws IOException {
        try (var client = client(ANNA).login();
                var listener = new ServerSocket(0, 1, InetAddress.ofLiteral(ANNA))) {
            listener.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            int port = listener.getLocalPort();
            String numbers = "," + (port >> 8) + "," + (port & 0xff);
            client.say("PORT " + PROXY.replace('.', ',') + numbers).expect("501");
            client.say("PORT " + ANNA.replace('.', ',') + numbers).expect("200");

            client.say("RETR a").expect("150");

            try (var data = listener.accept()) {
                assertArrayEquals(
                        "content".getBytes(UTF_8), data.getInputStream().readAllBytes());
            }
            client.expect("226");
        }
    }

    @Test
    void readsTheHeaderAtTheLegacyPortToo() throws IOException {
        try (var log = new LogLines("ferry.legacy.LegacyService");
                var legacy = new Socket()) {
            legacy.bind(new InetSocketAddress(PROXY, 0));
            legacy.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.legacyPort()));
            legacy.getOutputStream().write(header(ANNA));
            log.await("connected from " + ANNA);
        }
    }

    @Test
    void hasNoProxiesAtAListenerThatSaysSo() {
        try (var other = FerryServer.start(
                        "proxy.trusted=" + PROXY, "ftp.listen=127.0.0.1:0 proxy.trusted=off", "legacy.listen=");
                var client = Dialogue.from(PROXY, other)) {
            other.file("a", "content");
            assertEquals("content", client.login().receiveText("RETR a"));
        }
    }
}
