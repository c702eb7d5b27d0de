package ferry.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How the daemon ends. */
final class ShutdownTest {
    @Test
    void tellsSilentSessionsAndFreesThePort() {
        var server = FerryServer.start();
        int port = server.port();
        try (var client = Dialogue.loggedIn(server);
                var fresh = new Dialogue(server)) {
            server.daemon().close();

            client.expect("421");
            fresh.expect("421");
            assertTrue(client.closed());
            assertDoesNotThrow(() -> new ServerSocket(port).close());
        } finally {
            server.close();
        }
    }

    @Test
    void letsARunningTransferEnd() throws Exception {
        var server = FerryServer.start("shutdown-grace=60s");
        try (var client = Dialogue.image(server);
                var silent = Dialogue.loggedIn(server);
                var data = client.passive()) {
            client.say("STOR late").expect("150");
            data.getOutputStream().write(1);
            var stopping = Thread.ofVirtual().start(server.daemon()::close);
            silent.expect("421");

            data.getOutputStream().write(2);
            data.shutdownOutput();

            client.expect("226");
            client.expect("421");
            assertTrue(stopping.join(Duration.ofSeconds(20)));
            assertEquals(2, Files.size(server.home().resolve("late")));
        } finally {
            server.close();
        }
    }

    @Test
    void cutsAClientThatReadsNoReplies() throws Exception {
        var server = FerryServer.start("shutdown-grace=100ms");
        try (var client = Dialogue.loggedIn(server)) {
            byte[] flood = "HELP\r\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
            var sent = new AtomicLong();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send(flood);
                        sent.incrementAndGet();
                    }
                } catch (RuntimeException e) {
                    // cut, as it should be
                }
            });
            Eventually.holds("the server to wait for the client", () -> {
                long before = sent.get();
                LockSupport.parkNanos(200_000_000);
                return before > 0 && sent.get() == before;
            });

            var stopping = Thread.ofVirtual().start(server.daemon()::close);

            assertTrue(stopping.join(Duration.ofSeconds(20)));
        } finally {
            server.close();
        }
    }

    @Test
    void cutsATransferThatOutlivesTheGrace() throws IOException {
        var server = FerryServer.start("shutdown-grace=100ms");
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR late").expect("150");
            data.getOutputStream().write(1);
            client.awaitMoved(1);

            server.daemon().close();

            assertEquals(0, server.daemon().connections());
            assertFalse(Files.exists(server.home().resolve("late")));
        } finally {
            server.close();
        }
    }

    @Test
    void tellsTheClientOfATransferThatOutlivesTheGrace() throws Exception {
        var server = FerryServer.start("shutdown-grace=100ms", "upload-rate=1");
        try (var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR slow").expect("150"); // it is going to wait for its rate
            data.getOutputStream().write(new byte[100]);
            client.awaitMoved(1);

            server.daemon().close();

            client.expect("426");
            client.expect("421");
        } finally {
            server.close();
        }
    }

    @Test
    void letsAChecksumEnd() throws Exception {
        var server = FerryServer.start("shutdown-grace=60s");
        try (var client = Dialogue.image(server)) {
            try (var file = Files.newByteChannel(
                    server.home().resolve("large"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.position(1L << 30)
                        .write(ByteBuffer.wrap(new byte[] {1})); // sparse: takes a second or more to read
            }
            client.say("HASH large");
            Eventually.holds(
                    "the checksum to be made",
                    () -> server.daemon().connections() == 1
                            && Thread.getAllStackTraces().keySet().stream()
                                    .anyMatch(thread -> thread.getName().startsWith("transfer-")));

            server.daemon().close();

            client.expect("213");
            client.expect("421");
        } finally {
            server.close();
        }
    }

    @Test
    void drainsInTheBackground() throws Exception {
        var server = FerryServer.start("shutdown-grace=60s");
        try (var client = Dialogue.image(server);
                var data = client.passive();
                var log = new LogLines("ferry.Ferry")) {
            client.say("STOR late").expect("150");
            data.getOutputStream().write(1);
            client.awaitMoved(1);

            server.daemon().drain();
            server.daemon().drain();

            assertTrue(server.daemon().draining());
            log.await("1 session is still at work, 60 s left: ferry from 127.0.0.1, STOR /late: 1 bytes");
            data.shutdownOutput();
            client.expect("226");
            client.expect("421");
            server.daemon().close();
            assertEquals(0, server.daemon().connections());
        } finally {
            server.close();
        }
    }

    @Test
    void takesNoNewConnectionsWhileItEnds() throws Exception {
        var server = FerryServer.start("shutdown-grace=60s");
        try (var client = Dialogue.image(server);
                var silent = Dialogue.loggedIn(server);
                var data = client.passive()) {
            client.say("STOR late").expect("150");
            var stopping = Thread.ofVirtual().start(server.daemon()::close);
            silent.expect("421");

            Eventually.holds("new connections to be refused", () -> refused(server));

            data.shutdownOutput();
            client.expect("226");
            assertTrue(stopping.join(Duration.ofSeconds(20)));
        } finally {
            server.close();
        }
    }

    @Test
    void leavesNoThreadAndNoDescriptor() throws IOException {
        startAndUse(); // what the JVM itself opens at the first time stays open
        long before = descriptors();

        startAndUse();

        Eventually.holds("all descriptors to be closed", () -> descriptors() <= before);
        Eventually.holds(
                "all threads to end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.matches("accept-.*|passive-ports|stall-watch")));
    }

    private static void startAndUse() {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            client.transmit("STOR large", "x".repeat(300_000)).expect("226");
            assertEquals(300_000, client.receive("RETR large").length);
            client.passivePort();
        }
    }

    private static long descriptors() throws IOException {
        var folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static boolean refused(FerryServer server) throws IOException {
        try (var late = new Socket(server.ftp().getAddress(), server.port())) {
            late.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
