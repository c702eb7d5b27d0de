package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that may open few files, and more clients than that. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class NoDescriptorsTest {
    private static final int MOST = 120;

    @TempDir
    private Path folder;

    @Test
    void waitsForDescriptorsAndServesAgain() throws Exception {
        try (var daemon = Daemon.in(folder)
                .under("sh", "-c", "ulimit -n " + MOST + "; exec \"$@\"", "sh")
                .start()) {
            try (var early = daemon.client()) {
                early.transmit("STOR before", "content").expect("226");
                var crowd = crowd(daemon);
                try {
                    awaitShortage(daemon);

                    boolean _ = stored(early, "during");
                    assertTrue(processor(daemon).toMillis() < 700, "it spins");
                } finally {
                    crowd.forEach(Dialogue::close);
                }
                Eventually.holds("an upload to be taken again", () -> stored(early, "later"));
            }
            try (var late = daemon.client()) {
                late.transmit("STOR after", "content").expect("226");
            }
        }
    }

    private static List<Dialogue> crowd(Daemon daemon) {
        var crowd = new ArrayList<Dialogue>();
        for (int i = 0; i < MOST + 30; i++) {
            crowd.add(new Dialogue(daemon.ftp()));
        }
        return crowd;
    }

    private static void awaitShortage(Daemon daemon) {
        Eventually.holds(
                "the daemon to run out of descriptors", () -> daemon.log("").contains("cannot accept"));
    }

    /** Tries to store a file, and says whether that went well. Whatever the reply is, there is one, and the session goes on. */
    private static boolean stored(Dialogue client, String name) throws IOException {
        String passive = client.say("EPSV").read();
        assertTrue(passive.matches("(?s)(229|4[0-9]{2}).*"), passive);
        String reply = passive;
        if (passive.startsWith("229")) {
            String port = passive.replaceAll("(?s).*\\|\\|\\|([0-9]+)\\|.*", "$1");
            try (var data = client.connect(Integer.parseInt(port))) {
                reply = client.say("STOR " + name).read();
                assertTrue(reply.matches("(?s)(150|4[0-9]{2}).*"), reply);
                data.shutdownOutput();
                if (reply.startsWith("150")) {
                    reply = client.read();
                    assertTrue(reply.matches("(?s)(226|4[0-9]{2}).*"), reply);
                }
            }
        }
        client.say("NOOP").expect("200");
        return reply.startsWith("226");
    }

    /** What the daemon takes of a processor in a second. */
    private static Duration processor(Daemon daemon) throws InterruptedException {
        var before = daemon.virtualMachine().info().totalCpuDuration().orElseThrow();
        assertTrue(!new CountDownLatch(1).await(1, TimeUnit.SECONDS));
        return daemon.virtualMachine().info().totalCpuDuration().orElseThrow().minus(before);
    }
}
