package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 8 MiB, which only the daemon sees, and clients that want to store more. Linux only. */
@Timeout(120)
final class NoRoomTest {
    private static final List<String> ALONE = List.of("unshare", "-rm", "sh", "-c");
    private static final int SIZE = 600_000;

    @TempDir
    private Path folder;

    /** Skips where a process may not have mounts of its own. */
    @BeforeAll
    static void needsMounts(@TempDir Path place) throws InterruptedException {
        try {
            var command = new ArrayList<>(ALONE);
            command.add("mount -t tmpfs -o size=1m tmpfs " + place);
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            assumeTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0, "no mounts here");
        } catch (IOException e) {
            assumeTrue(false, "there is no unshare");
        }
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatWasThere() throws Exception {
        try (var daemon = Daemon.in(folder)) {
            daemon.under(
                            "unshare",
                            "-rm",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o size=8m tmpfs " + daemon.home() + " && exec \"$@\"",
                            "sh")
                    .start();
            var home = Path.of("/proc/" + daemon.virtualMachine().pid() + "/root" + daemon.home());
            for (int i = 0; i < 5; i++) {
                Files.write(home.resolve("old" + i), content('o'));
            }

            var replies = storeAll(daemon);

            for (int i = 0; i < replies.size(); i++) {
                var reply = replies.get(i);
                boolean done = reply.startsWith("226");
                assertTrue(done || reply.startsWith("452"), reply);
                var file = home.resolve(i < 5 ? "old" + i : "new" + i);
                assertEquals(done || i < 5, Files.exists(file), reply);
                if (Files.exists(file)) {
                    assertTrue(Arrays.equals(content(done ? 'n' : 'o'), Files.readAllBytes(file)), reply);
                }
            }
            assertTrue(replies.stream().anyMatch(reply -> reply.startsWith("452")));
            assertFalse(names(home).stream().anyMatch(name -> name.startsWith(".ferry-")), "rests are left");
            try (var client = daemon.client()) {
                for (String name : names(home)) {
                    client.say("DELE " + name).expect("250");
                }
                client.transmit("STOR after", content('a')).expect("226");
            }
            assertEquals(List.of("after"), names(home));
        }
    }

    private static List<String> storeAll(Daemon daemon) throws Exception {
        var tasks = new ArrayList<FutureTask<String>>();
        for (int i = 0; i < 20; i++) {
            String name = i < 5 ? "old" + i : "new" + i;
            var task = new FutureTask<>(() -> store(daemon, name));
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        var replies = new ArrayList<String>();
        for (var task : tasks) {
            replies.add(task.get(60, TimeUnit.SECONDS));
        }
        return replies;
    }

    /** The reply, which may come before all is sent. */
    private static String store(Daemon daemon, String name) {
        try (var client = daemon.client()) {
            try (var data = client.passive()) {
                String first = client.say("STOR " + name).read();
                if (!first.startsWith("150")) {
                    return first;
                }
                send(data.getOutputStream(), content('n'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return client.read();
        }
    }

    private static void send(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException _) {
            return; // the daemon has seen that there is no room
        }
    }

    private static byte[] content(char filling) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) filling);
        return bytes;
    }

    private static List<String> names(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
