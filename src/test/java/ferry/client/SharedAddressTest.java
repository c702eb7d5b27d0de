package ferry.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Somebody else of the client's address who connects to its passive port first: what TLS can tell apart is told apart, and
 * the client is served. RFC 4217, section 10.2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedAddressTest {
    private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);
    private static final Executor BESIDE = task -> Thread.ofVirtual().start(task);

    private final TlsServer tls = TlsServer.start("tls.session-reuse=require", "data-timeout=1s");

    @BeforeEach
    void makeAFile() {
        tls.daemon().file("a", "content of a file");
    }

    @AfterEach
    void clear() {
        tls.daemon().clear();
    }

    @AfterAll
    void stop() {
        tls.close();
    }

    private static byte[] all(Socket socket) {
        try (socket) {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void servesTheClientBehindATlsSessionOfSomebodyElse() throws IOException, ExecutionException, InterruptedException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            try (var thief = client.connect(port);
                    var own = client.connect(port)) {
                var stolen = CompletableFuture.supplyAsync(() -> all(client.secureAnew(thief)), BESIDE);
                client.say("RETR a").expect("150");

                assertArrayEquals(CONTENT, all(client.secure(own)));
                client.expect("226");
                assertEquals(0, stolen.get().length);
            }
        }
    }

    @Test
    void storesWhatTheClientSendsBehindSomebodyElse() throws IOException, ExecutionException, InterruptedException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            try (var feeder = client.connect(port);
                    var own = client.connect(port)) {
                var fed = CompletableFuture.runAsync(() -> feed(client.secureAnew(feeder)), BESIDE);
                client.say("STOR b").expect("150");
                try (var secure = client.secure(own)) {
                    secure.getOutputStream().write(CONTENT);
                }

                client.expect("226");
                fed.get();
                assertEquals("content of a file", tls.daemon().content("b"));
            }
        }
    }

    private static void feed(Socket socket) {
        try (socket) {
            socket.getOutputStream().write("bad content".getBytes(US_ASCII));
        } catch (IOException e) {
            // refused while it was writing, which is as good
        }
    }

    @Test
    void servesTheClientBehindGarbage() throws IOException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            try (var stranger = client.connect(port);
                    var own = client.connect(port)) {
                stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
                client.say("RETR a").expect("150");

                assertArrayEquals(CONTENT, all(client.secure(own)));
                client.expect("226");
            }
        }
    }

    @Test
    void servesTheClientBehindSomebodySilent() throws IOException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            try (var silent = client.connect(port);
                    var own = client.connect(port)) {
                client.say("RETR a").expect("150");

                assertArrayEquals(CONTENT, all(client.secure(own)));
                client.expect("226");
                assertEquals(-1, silent.getInputStream().read());
            }
        }
    }

    @Test
    void refusesWhenNoneIsTheClients() throws IOException, ExecutionException, InterruptedException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            try (var first = client.connect(port);
                    var second = client.connect(port)) {
                var stolen = CompletableFuture.supplyAsync(() -> all(client.secureAnew(first)), BESIDE);
                client.say("RETR a").expect("150");

                assertEquals(0, all(client.secureAnew(second)).length);
                assertEquals(0, stolen.get().length);
                client.expect("522");
            }
        }
    }

    @Test
    void holdsOnlySomeOfAFlood() throws IOException {
        try (var client = tls.loggedIn()) {
            int port = client.passivePort();
            var flood = new Socket[20];
            for (int i = 0; i < flood.length; i++) {
                flood[i] = client.connect(port);
                flood[i].shutdownOutput();
            }
            client.say("RETR a").expect("150");

            client.expect("425");
            for (var each : flood) {
                each.close();
            }
        }
    }
}
