package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that stand still in mid-transfer cost the others nothing. */
@Timeout(120)
final class StalledClientsTest {
    /** More than there are threads for large files. */
    private static final int DOWNLOADS = 550;

    private static final int UPLOADS = 100;
    private static final int LARGE = 8 * 1024 * 1024;

    @Test
    void leavesANewClientUnharmedByHundredsOfThem() throws IOException {
        var opened = new ArrayDeque<AutoCloseable>();
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);

        try (var server = FerryServer.start()) {
            Files.write(server.home().resolve("large"), new byte[LARGE]);
            long before = descriptors();
            try {
                for (int i = 0; i < DOWNLOADS; i++) {
                    opened.push(stalled(opened, server, "RETR large"));
                }
                for (int i = 0; i < UPLOADS; i++) {
                    opened.push(stalled(opened, server, "STOR never" + i));
                }

                try (var client = Dialogue.image(server)) {
                    client.transmit("STOR new", content).expect("226");
                    assertArrayEquals(content, client.receive("RETR new"));
                    assertEquals(LARGE, client.receive("RETR large").length);
                    client.receive("LIST");
                    client.say("QUIT").expect("221");
                }
            } finally {
                close(opened);
            }

            Eventually.holds("all sessions to end", () -> server.daemon().connections() == 0);
            Eventually.holds("all descriptors to be closed", () -> descriptors() <= before + 64);
            assertEquals(List.of("large", "new"), server.names()); // nothing came for the uploads, so nothing is kept
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
