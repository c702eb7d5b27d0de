package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Multiset;
import ferry.client.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One daemon takes over from another at the same port. */
final class HandoverTest {
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    @Test
    void refusesAndLosesNoConnection() throws Exception {
        int port = FreePort.next();
        int passive = FreePort.next();
        var outcomes = ConcurrentHashMultiset.<String>create();
        var stop = new AtomicBoolean();
        var clients = new ArrayList<Thread>();
        try (var before = daemon(port, passive, "Before").start()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofPlatform().start(() -> connectAgainAndAgain(port, outcomes, stop)));
            }
            await(outcomes, "220 Before");

            try (var after = daemon(port, passive, "After").start()) {
                before.signal("TERM");

                assertTrue(before.process().waitFor(30, TimeUnit.SECONDS), before.log("it does not end"));
                int greeted = outcomes.count("220 After");
                while (outcomes.count("220 After") < greeted + 200) {
                    Thread.onSpinWait();
                }
                stop.set(true);
                for (var client : clients) {
                    client.join();
                }
                var told = ImmutableMultiset.copyOf(outcomes).elementSet();
                assertEquals(2, told.size(), () -> outcomes + before.log(""));
                before.awaitLog("1 of 1 listeners leave new connections to another daemon");
                try (var client = after.client()) {
                    assertEquals(passive, client.passivePort()); // which the other had
                }
            }
        }
    }

    private Daemon daemon(int port, int passive, String welcome) throws IOException {
        return Daemon.in(folder)
                .jvm("--enable-native-access=ALL-UNNAMED")
                .set(
                        "ftp.listen=127.0.0.1:" + port,
                        "listen.reuse-port=true",
                        "passive.ports=" + passive,
                        "max-connections-per-second=off",
                        "max-unauthenticated=off",
                        "welcome=" + welcome);
    }

    private static void connectAgainAndAgain(int port, Multiset<String> outcomes, AtomicBoolean stop) {
        while (!stop.get()) {
            outcomes.add(outcome(port));
        }
    }

    /** The greeting, or what was in its place. */
    private static String outcome(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
            var bytes = socket.getInputStream().readNBytes("220 Before".length());
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(bytes, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void await(Multiset<String> outcomes, String wanted) {
        while (outcomes.count(wanted) < 100) {
            Thread.onSpinWait();
        }
    }
}
