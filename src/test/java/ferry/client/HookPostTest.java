package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP addresses that are called when something happens. */
final class HookPostTest {
    @TempDir
    private Path folder;

    /** A request that was received. */
    private record Request(String event, String id, String attempt, String signature, String body) {
        String path() {
            return JsonParser.parseString(body).getAsJsonObject().get("path").getAsString();
        }
    }

    /** What a test lets the receiver do with a request instead of taking it. */
    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/hook", this::receive);
        receiver.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    headers.getFirst("Ferry-Event"),
                    headers.getFirst("Ferry-Event-Id"),
                    headers.getFirst("Ferry-Attempt"),
                    String.valueOf(headers.getFirst("Ferry-Signature")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            var answer = answers.poll();
            if (answer != null) {
                answer.to(exchange);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer status(int status) {
        return exchange -> {
            byte[] body = "no thanks\n".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private HookFiles hooks() {
        return new HookFiles(folder)
                .rule("a.events = upload")
                .rule("a.url = http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .rule("a.retry-pause = 5ms");
    }

    private void await(int count) {
        Eventually.holds(count + " requests", () -> requests.size() >= count);
    }

    private static void delivered(FerryServer server, int count) {
        Eventually.holds(
                count + " deliveries", () -> server.daemon().hooks().getFirst().delivered() == count);
    }

    @Test
    void postsWhatHasHappenedSignedByTheSecret() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        try (var server = FerryServer.start(
                        hooks().rule("a.secret-file = " + secret).settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            delivered(server, 1);

            var request = requests.getFirst();
            var json = JsonParser.parseString(request.body()).getAsJsonObject();
            assertEquals("upload", request.event());
            assertEquals("1", request.attempt());
            assertEquals(request.id(), json.get("id").getAsString());
            assertEquals("/a.txt", json.get("path").getAsString());
            assertEquals(7, json.get("size").getAsLong());
            String time = request.signature().replaceAll("t=([0-9]+),v1=.*", "$1");
            String hmac = Hashing.hmacSha256("s3cret".getBytes(UTF_8))
                    .hashString(time + "." + request.body(), UTF_8)
                    .toString();
            assertEquals("t=" + time + ",v1=" + hmac, request.signature());
        }
    }

    @Test
    void isVerifiedAsTheManualSays() throws Exception {
        Installed.require("python3");
        String manual = Files.readString(Path.of("docs", "hooks.md"));
        String code = manual.substring(manual.indexOf("```python") + 9);
        Files.writeString(folder.resolve("verify.py"), code.substring(0, code.indexOf("```")) + """

                        import sys
                        body = open(sys.argv[2], "rb").read()
                        print(verified(b"s3cret", sys.argv[1], body), verified(b"s3cret", sys.argv[1], body + b" "))
                        """);
        var secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        try (var server = FerryServer.start(
                        hooks().rule("a.secret-file = " + secret).settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR ümlaut", "content").expect("226");
            delivered(server, 1);
        }
        var body = Files.writeString(folder.resolve("body"), requests.getFirst().body());
        var process = new ProcessBuilder(
                        "python3",
                        folder.resolve("verify.py").toString(),
                        requests.getFirst().signature(),
                        body.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals("True False", said.strip());
    }

    @Test
    void triesAgainWithTheSameNameUntilItIsTaken() {
        answers.add(status(500));
        answers.add(status(404));
        answers.add(status(302));
        answers.add(_ -> {}); // closes the connection without an answer
        try (var server = FerryServer.start(hooks().settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            delivered(server, 1);

            assertEquals(
                    List.of("1", "2", "3", "4", "5"),
                    requests.stream().map(Request::attempt).toList());
            assertEquals(1, requests.stream().map(Request::id).distinct().count());
            assertEquals(4, server.daemon().hooks().getFirst().failures());
        }
    }

    @Test
    void tellsInWordsThatNobodyListensThere() {
        int port = receiver.getAddress().getPort();
        var hooks = new HookFiles(folder)
                .rule("a.events = login")
                .rule("a.url = http://127.0.0.1:" + port + "/hook?token=secret")
                .rule("a.retry-pause = 5ms");
        receiver.stop(0);
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(hooks.settings());
                var _ = Dialogue.loggedIn(server)) {
            String line = log.await("attempt 1");
            assertTrue(line.startsWith("hook a: login, event "), line);
            assertTrue(
                    line.contains(", attempt 1: http://127.0.0.1:" + port + ": connection refused; the next in "),
                    line);
            assertTrue(line.endsWith(" ms"), line);
        }
    }

    @Test
    void givesUpWhatTheReceiverWillNeverTake() {
        answers.add(status(422));
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(hooks().settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            client.transmit("STOR a.txt", "content").expect("226");
            delivered(server, 1);

            String line = log.await("gave up");
            assertTrue(line.contains("HTTP status 422: no thanks"), line);
            assertEquals(2, requests.size());
        }
    }

    @Test
    void waitsAsLongAsTheReceiverWants() {
        answers.add(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        });
        try (var server = FerryServer.start(hooks().settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            long begin = System.nanoTime();
            delivered(server, 1);

            assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    @Test
    void waitsNoLongerThanTheTimeoutForAnAnswerOrItsEnd() {
        answers.add(_ -> end.await());
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            end.await();
        });
        try (var server = FerryServer.start(hooks().rule("a.timeout = 200ms").settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            delivered(server, 1);

            assertEquals(3, requests.size());
        }
    }

    @Test
    void readsNoEndlessAnswer() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    body.write(new byte[8192]);
                }
            } catch (IOException _) {
                return; // the client has enough
            }
        });
        try (var server = FerryServer.start(hooks().settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            delivered(server, 1);
        }
    }

    @Test
    void believesNoCertificateThatJavaDoesNot() throws Exception {
        var hooks = new HookFiles(folder);
        try (var log = new LogLines("ferry.hook");
                var authority = TestAuthority.create()) {
            var certificate = authority.server("localhost");
            try (var stranger = FerryServer.start(
                            "ftps.listen=127.0.0.1:0",
                            "tls.enabled=true",
                            "tls.certificate=" + certificate.certificateFile(),
                            "tls.key=" + certificate.keyFile());
                    var server = FerryServer.start(hooks.rule("a.events = upload")
                            .rule("a.url = https://localhost:" + stranger.ftpsPort() + "/")
                            .rule("a.retries = 0")
                            .settings());
                    var client = Dialogue.image(server)) {
                client.transmit("STOR a.txt", "content").expect("226");

                String line = log.await("gave up");
                assertTrue(line.contains("TLS: "), line);
            }
        }
    }

    @Test
    void deliversInOrderForEachFileWhileTheReceiverFailsNowAndThen() {
        for (int i = 0; i < 20; i++) {
            answers.add(i % 3 == 0 ? status(503) : status(200));
        }
        int uploads = 12;
        try (var server = FerryServer.start(hooks().settings());
                var client = Dialogue.image(server)) {
            for (int i = 0; i < uploads; i++) {
                client.transmit("STOR same", "x".repeat(i)).expect("226");
                client.transmit("STOR other" + i, "x").expect("226");
            }
            delivered(server, 2 * uploads);

            var ids = requests.stream()
                    .filter(request -> request.path().equals("/same"))
                    .map(Request::id)
                    .distinct()
                    .toList();
            assertEquals(ids.stream().sorted().toList(), ids);
            assertEquals(uploads, ids.size());
        }
    }

    @Test
    void sendsOnAfterARestartWhatNobodyTookAndNothingTwice() throws IOException {
        int port = FreePort.next(); // nobody listens there now
        var hooks = new HookFiles(folder).rule("a.events = upload").rule("a.retry-pause = 5ms");
        try (var server = FerryServer.start(
                        hooks.rule("a.url = http://127.0.0.1:" + port + "/").settings());
                var client = Dialogue.image(server)) {
            for (int i = 0; i < 20; i++) {
                client.transmit("STOR f" + i, "x").expect("226");
            }
        }
        var later = hooks().rule("a.users = *");
        try (var server = FerryServer.start(later.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR last", "x").expect("226");
            delivered(server, 21);
        }
        try (var server = FerryServer.start(later.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR very-last", "x").expect("226");
            delivered(server, 1);
        }
        await(22);
        assertEquals(22, requests.stream().map(Request::id).distinct().count());
        assertEquals(22, requests.size());
    }

    @Test
    void deliversFromAnotherDaemonsSpoolWhenThatHasEnded() {
        var hooks = hooks();
        var first = FerryServer.start(hooks.settings());
        try (var other = Dialogue.image(first)) {
            other.transmit("STOR b.txt", "content").expect("226");
            delivered(first, 1);
        }
        try (var log = new LogLines("ferry.hook");
                var second = FerryServer.start(hooks.settings());
                var client = Dialogue.image(second)) {
            log.await("another daemon delivers from");
            client.transmit("STOR a.txt", "content").expect("226");
            first.close();
            delivered(second, 1);
        }
        assertEquals(
                List.of("/b.txt", "/a.txt"),
                requests.stream().map(Request::path).toList());
    }

    @Test
    void keepsWhatWaitsForAHookThatIsGoneUntilItComesBack() throws Exception {
        answers.add(status(500));
        var hooks = hooks();
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            answers.clear();
            for (int i = 0; i < 3; i++) {
                answers.add(exchange -> {
                    end.await(300, TimeUnit.MILLISECONDS);
                    exchange.sendResponseHeaders(500, -1);
                });
            }
            client.transmit("STOR a.txt", "content").expect("226");
            await(1);
            server.reload(new HookFiles(folder).settings());
            log.await("events wait for the hook \"a\"");
            answers.clear();
            server.reload(hooks.settings());
            delivered(server, 1);
        }
    }
}
