package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What metrics.listen shows, and to whom it shows nothing. */
final class MetricsTest {
    private static final String ON = "metrics.listen=127.0.0.1:0";

    private static HttpResponse<String> ask(FerryServer server, String method, String path)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var endpoint = server.daemon().metrics().getFirst();
            var request = HttpRequest.newBuilder(URI.create("http://" + endpoint + path))
                    .method(method, BodyPublishers.noBody())
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static List<String> metrics(FerryServer server) throws IOException, InterruptedException {
        var response = ask(server, "GET", "/metrics");
        assertEquals(200, response.statusCode());
        return response.body().lines().toList();
    }

    private static void assertHas(List<String> lines, String... expected) {
        for (String line : expected) {
            assertTrue(lines.contains(line), () -> line + " among\n" + String.join("\n", lines));
        }
    }

    @Test
    void isOffUnlessAskedFor() {
        try (var server = FerryServer.start()) {
            assertEquals(List.of(), server.daemon().metrics());
        }
    }

    @Test
    void countsWhatHappens() throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            try (var client = Dialogue.image(server)) {
                client.transmit("STOR a.txt", "twelve bytes").expect("226");
                client.receive("RETR a.txt");
                client.transmitAndBreak("STOR b.txt", "some").expect("426");
                client.say("DELE a.txt").expect("250");
                client.say("XYZZY").expect("500");
                try (var other = new Dialogue(server)) {
                    other.say("USER anna").expect("331");
                    other.say("PASS wrong").expect("530");
                    assertHas(metrics(server), "ferry_sessions{protocol=\"ftp\"} 2.0");
                }
            }
            var lines = metrics(server);
            String complete = "protocol=\"ftp\",result=\"complete\",tls=\"false\"} ";
            assertHas(
                    lines,
                    "ferry_connections_total{protocol=\"ftp\"} 2.0",
                    "ferry_transfers_total{direction=\"upload\"," + complete + "1.0",
                    "ferry_transfers_total{direction=\"download\"," + complete + "1.0",
                    "ferry_transfer_bytes_total{direction=\"upload\"," + complete + "12.0",
                    "ferry_transfer_duration_seconds_count{direction=\"upload\"," + complete + "1",
                    "ferry_transfers_total{direction=\"upload\",protocol=\"ftp\",result=\"incomplete\",tls=\"false\"} 1.0",
                    "ferry_changes_total{kind=\"delete\"} 1.0",
                    "ferry_logins_total{protocol=\"ftp\",result=\"success\"} 1.0",
                    "ferry_logins_total{protocol=\"ftp\",result=\"failure\"} 1.0",
                    "ferry_replies_total{code=\"426\"} 1.0",
                    "ferry_command_duration_seconds_count{verb=\"STOR\"} 2",
                    "ferry_command_duration_seconds_count{verb=\"?\"} 1",
                    "ferry_ready 1.0");
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("jvm_memory_used_bytes{")));
            assertTrue(lines.stream().noneMatch(line -> line.contains("XYZZY") || line.contains("user=")));
        }
    }

    @Test
    void countsThoseWhoAreRefused() throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON, "max-sessions-per-address=1")) {
            try (var first = Dialogue.loggedIn(server);
                    var second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                second.setSoTimeout(10_000);
                assertEquals('4', second.getInputStream().read());
                first.say("NOOP").expect("200");
            }
            assertHas(metrics(server), "ferry_connections_refused_total{reason=\"address-full\"} 1.0");
        }
    }

    @Test
    void namesSomeUsersAndNoMore() throws IOException, InterruptedException {
        var users = FerryServer.user("anna", "writepermission=true", "homedirectory=home");
        try (var server = FerryServer.start(users, ON, "metrics.users=1")) {
            try (var client = Dialogue.image(server)) {
                client.transmit("STOR a.txt", "12").expect("226");
                client.say("REIN").expect("220");
                client.say("USER anna").expect("331");
                client.say("PASS ferry").expect("230");
                client.say("TYPE I").expect("200");
                client.transmit("STOR b.txt", "123").expect("226");
            }
            assertHas(
                    metrics(server),
                    "ferry_user_transfer_bytes_total{direction=\"upload\",user=\"ferry\"} 2.0",
                    "ferry_user_transfer_bytes_total{direction=\"upload\",user=\"(others)\"} 3.0");
        }
    }

    @Test
    void tellsHowFullHomesAre() throws IOException, InterruptedException {
        var users = FerryServer.user("anna", "writepermission=true", "quota-bytes=1000");
        try (var server = FerryServer.start(users, ON, "metrics.users=5")) {
            try (var client = new Dialogue(server)) {
                client.say("USER anna").expect("331");
                client.say("PASS ferry").expect("230");
                client.say("TYPE I").expect("200");
                client.transmit("STOR a.txt", "123").expect("226");
            }
            assertHas(
                    metrics(server),
                    "ferry_quota_used_bytes{user=\"anna\"} 3.0",
                    "ferry_quota_limit_bytes{user=\"anna\"} 1000.0");
        }
    }

    @Test
    void saysWhetherItTakesClients() throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            assertEquals("alive\n", ask(server, "GET", "/health").body());
            assertEquals(200, ask(server, "GET", "/ready").statusCode());
        }
    }

    @Test
    void saysWhetherTheLastReloadWentWell() throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            assertHas(metrics(server), "ferry_config_last_reload_successful 1.0");

            Files.writeString(server.users(), "ftpserver.user.anna.userpassword=\n");
            assertThrows(FaultyFileException.class, () -> server.reload(ON));

            assertHas(metrics(server), "ferry_config_last_reload_successful 0.0");
        }
    }

    @Test
    void countsWhatHooksHaveDone(@TempDir Path folder) throws IOException, InterruptedException {
        var rules = Files.writeString(
                folder.resolve("hooks.properties"), "hook.note.events=mkdir\nhook.note.run=/bin/true\n");
        try (var server = FerryServer.start(ON, "hooks.file=" + rules, "hooks.spool=" + folder.resolve("spool"));
                var client = Dialogue.loggedIn(server)) {
            client.say("MKD folder").expect("257");

            Eventually.holds(
                    "the delivery",
                    () -> metrics(server).contains("ferry_hook_events_total{result=\"delivered\",rule=\"note\"} 1.0"));
            assertHas(
                    metrics(server),
                    "ferry_hook_events_total{result=\"lost\",rule=\"note\"} 0.0",
                    "ferry_hook_failures_total{rule=\"note\"} 0.0");
        }
    }

    @Test
    void comesAndGoesWithAReload() throws FaultyFileException, IOException, InterruptedException {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "before").expect("226");
            server.reload(ON, "metrics.users=1");
            var endpoint = server.daemon().metrics().getFirst();
            assertHas(
                    metrics(server),
                    "ferry_transfer_bytes_total{direction=\"upload\",protocol=\"ftp\",result=\"complete\",tls=\"false\"} 6.0");
            server.reload(ON, "metrics.users=2");
            assertEquals(List.of(endpoint), server.daemon().metrics(), "it stays where it is");
            server.reload();
            assertEquals(List.of(), server.daemon().metrics());
            assertThrows(ConnectException.class, () -> new Socket(endpoint.host(), endpoint.port()).close());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /metrics/, 404",
        "GET, /metrics/../etc/passwd, 404",
        "GET, //metrics, 404",
        "POST, /metrics, 405",
        "DELETE, /health, 405",
        "HEAD, /ready, 200",
        "HEAD, /metrics, 200"
    })
    void answersNothingElse(String method, String path, int code) throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            assertEquals(code, ask(server, method, path).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "GET\r\n\r\n",
                "USER ferry\r\n",
                "GET /metrics HTTP/9.9\r\nA\r\n\r\n"
            })
    void answersOnAfterJunk(String junk) throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            var endpoint = server.daemon().metrics().getFirst();
            try (var socket = new Socket(endpoint.host(), endpoint.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(junk.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(answer.contains("ferry_"), answer);
            }
            assertEquals(200, ask(server, "GET", "/ready").statusCode());
        }
    }

    /** Connections that say nothing keep nobody else from being answered. */
    @Test
    void answersBesideThoseWhoAreSilent() throws IOException, InterruptedException {
        try (var server = FerryServer.start(ON)) {
            var endpoint = server.daemon().metrics().getFirst();
            var silent = new Socket[40];
            try {
                for (int i = 0; i < silent.length; i++) {
                    silent[i] = new Socket(endpoint.host(), endpoint.port());
                    silent[i].getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
                }
                assertEquals(200, ask(server, "GET", "/ready").statusCode());
            } finally {
                for (var socket : silent) {
                    if (socket != null) {
                        socket.close();
                    }
                }
            }
        }
    }
}
