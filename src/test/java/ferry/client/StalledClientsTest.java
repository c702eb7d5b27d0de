package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that stand still in mid-transfer, connections that never say a word, and one that guesses passwords, all at
 * once, cost the others nothing. {@code src/test/scripts/fortress.py} does the same to a daemon of its own and tells times.
 */
@Timeout(120)
final class StalledClientsTest {
    /** More than there are threads for large files. */
    private static final int DOWNLOADS = 550;

    private static final int UPLOADS = 100;
    private static final int SILENT = 1000;
    /** A fresh client takes tenths of a second; on a busy machine it may be more, but it does not wait for the others. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private static final int LARGE = 8 * 1024 * 1024;

    @Test
    void leavesANewClientUnharmedByHundredsOfThem() throws IOException {
        var opened = new ArrayDeque<AutoCloseable>();
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);

        try (var server = FerryServer.start()) {
            Files.write(server.home().resolve("large"), new byte[LARGE]);
            long before = descriptors();
            try (var guessing = new Guessing(server)) {
                for (int i = 0; i < DOWNLOADS; i++) {
                    opened.push(stalled(opened, server, "RETR large"));
                }
                for (int i = 0; i < UPLOADS; i++) {
                    opened.push(stalled(opened, server, "STOR never" + i));
                }
                for (int i = 0; i < SILENT; i++) {
                    opened.push(Dialogue.from("127.0.2." + (i % 250 + 1), server));
                }
                guessing.awaitOne();

                assertTimeout(ENOUGH, () -> serve(server, content));
            } finally {
                close(opened);
            }

            Eventually.holds("all sessions to end", () -> server.daemon().connections() == 0);
            Eventually.holds("all descriptors to be closed", () -> descriptors() <= before + 64);
            assertEquals(List.of("large", "new"), server.names()); // nothing came for the uploads, so nothing is kept
        }
    }

    /** Serves a fresh client. */
    private static void serve(FerryServer server, byte[] content) {
        try (var client = Dialogue.image(server)) {
            client.transmit("STOR new", content).expect("226");
            assertArrayEquals(content, client.receive("RETR new"));
            assertEquals(LARGE, client.receive("RETR large").length);
            client.receive("LIST");
            client.say("QUIT").expect("221");
        }
    }

    /** A client that guesses passwords without a pause, from an address of its own, until it is closed. */
    private static final class Guessing implements AutoCloseable {
        private final FerryServer server;
        private final AtomicInteger guesses = new AtomicInteger();
        private final Thread thread = Thread.ofVirtual().unstarted(this::guess);
        private volatile boolean over;

        Guessing(FerryServer server) {
            this.server = server;
            thread.start();
        }

        private void guess() {
            while (!over) {
                try (var client = Dialogue.from("127.0.1.1", server)) {
                    String reply = "";
                    while (!over && !reply.startsWith("421")) {
                        client.say("USER ferry").expect("331");
                        reply = client.say("PASS guess" + guesses.get()).expect("(530|421).*");
                        guesses.incrementAndGet();
                    }
                }
            }
        }

        void awaitOne() {
            int before = guesses.get();
            Eventually.holds("a guess", () -> guesses.get() > before);
        }

        @Override
        public void close() {
            over = true;
            Uninterruptibles.joinUninterruptibly(thread);
        }
    }

    /** Begins a transfer on which nothing moves; returns its control connection. */
    private static Dialogue stalled(ArrayDeque<AutoCloseable> opened, FerryServer server, String command)
            throws IOException {
        var client = Dialogue.image(server);
        String port = client.say("EPSV").expect("229").replaceAll(".*\\|\\|\\|([0-9]+)\\|.*", "$1");
        var data = new Socket();
        data.setReceiveBufferSize(4096);
        data.connect(
                new java.net.InetSocketAddress(client.socket().getInetAddress(), Integer.parseInt(port)),
                Dialogue.PATIENCE_MILLIS);
        opened.push(data);
        client.say(command).expect("150");
        return client;
    }

    /** The descriptors of this process, in which the server runs; passive ports stay open, 32 at least. */
    private static long descriptors() throws IOException {
        var folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static void close(ArrayDeque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
