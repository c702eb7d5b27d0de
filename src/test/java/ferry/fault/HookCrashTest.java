package ferry.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ferry.client.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon is killed while events wait, are written and are delivered. */
final class HookCrashTest {
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final Queue<String> order = new ConcurrentLinkedQueue<>();
    private volatile int status = 503;
    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var json = JsonParser.parseString(
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                    .getAsJsonObject();
            if (status < 300) {
                String id = json.get("id").getAsString();
                String path = json.get("path").getAsString();
                if (taken.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet() == 1) {
                    order.add(path + " " + id);
                }
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private Daemon daemon() throws IOException {
        var rules = Files.write(
                folder.resolve("hooks.properties"),
                List.of(
                        "hook.a.events = upload",
                        "hook.a.retry-pause = 20ms",
                        "hook.a.url = http://127.0.0.1:" + receiver.getAddress().getPort() + "/"));
        return Daemon.in(folder).jvm("-XX:TieredStopAtLevel=1").set("hooks.file=" + rules);
    }

    @Test
    void sendsOnWhatWaitedAndNothingTwice() throws IOException {
        int uploads = 30;
        try (var daemon = daemon().start()) {
            try (var client = daemon.client()) {
                for (int i = 0; i < uploads; i++) {
                    client.transmit("STOR same", "content " + i).expect("226");
                }
            }
            daemon.kill();
            status = 204;
            daemon.start();

            Eventually.holdsInTheEnd("all events", () -> taken.size() == uploads);
            assertEquals(order.stream().sorted().toList(), List.copyOf(order));
            assertTrue(taken.values().stream().allMatch(count -> count.get() == 1), taken::toString);
        }
    }

    @Test
    void losesNothingThatWasAnsweredWhenItIsKilledAtWork() throws Exception {
        status = 204;
        var answered = new ConcurrentHashMap<String, Integer>();
        try (var daemon = daemon()) {
            for (int round = 0; round < 2; round++) {
                upload(daemon, "r" + round, answered);
            }
            daemon.start();
            var missing = new HashSet<String>();
            Eventually.holdsInTheEnd("all events", () -> {
                missing.clear();
                missing.addAll(answered.keySet());
                order.forEach(line -> missing.remove(line.substring(0, line.indexOf(' '))));
                return missing.isEmpty();
            });
            assertTrue(answered.size() > CLIENTS, "too little was done");
            // What was being delivered at a kill may come again, by the same name.
            long again =
                    taken.values().stream().filter(count -> count.get() > 1).count();
            assertTrue(again <= 2 * 4, () -> again + " came again");
        }
    }

    private static void upload(Daemon daemon, String round, Map<String, Integer> answered) throws Exception {
        daemon.start();
        int before = answered.size();
        var threads = new ArrayList<Thread>();
        for (int c = 0; c < CLIENTS; c++) {
            String prefix = round + "-" + c + "-";
            threads.add(Thread.ofVirtual().start(() -> {
                try (var client = daemon.client()) {
                    for (int i = 0; i < 100_000; i++) {
                        client.transmit("STOR " + prefix + i, "x").expect("226");
                        answered.put("/" + prefix + i, i);
                    }
                } catch (RuntimeException | AssertionError _) {
                    return; // it was killed
                }
            }));
        }
        Eventually.holdsInTheEnd("uploads", () -> answered.size() > before + 50);
        daemon.kill();
        for (var thread : threads) {
            thread.join();
        }
    }
}
