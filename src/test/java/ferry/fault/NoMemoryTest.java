package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with a heap of 32 MiB, as much beside it, and more running uploads than that has room for. */
@Timeout(120)
final class NoMemoryTest {
    private static final int UPLOADS = 200;

    @TempDir
    private Path folder;

    @Test
    void answersEveryUploadAndServesOn() throws Exception {
        try (var daemon = Daemon.in(folder).jvm("-Xms8m", "-Xmx32m").start()) {
            var clients = new ArrayList<Dialogue>();
            var uploads = new ArrayList<Socket>();
            for (int i = 0; i < UPLOADS; i++) {
                var client = daemon.client();
                clients.add(client);
                var data = client.passive();
                uploads.add(data);
                client.say("STOR f" + i).expect("150");
                write(data, 100_000);
            }
            int stored = 0;
            for (int i = 0; i < UPLOADS; i++) {
                write(uploads.get(i), 100_000);
                uploads.get(i).close();
                String reply = clients.get(i).read();
                assertTrue(reply.matches("(?s)(226|4[0-9]{2}).*"), i + ": " + reply);
                stored += reply.startsWith("226") ? 1 : 0;
                clients.get(i).close();
            }
            long whole = daemon.names().stream()
                    .filter(name -> !name.startsWith(".ferry-part-"))
                    .count();
            assertEquals(stored, whole);
            Eventually.holds("a fresh client to be served", () -> {
                try (var client = daemon.client()) {
                    return client.transmit("STOR after", "content").read().startsWith("226");
                }
            });
        }
    }

    private static void write(Socket data, int bytes) {
        try {
            data.getOutputStream().write(new byte[bytes]);
        } catch (IOException _) {
            return; // the reply tells
        }
    }
}
