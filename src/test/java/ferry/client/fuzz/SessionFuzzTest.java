package ferry.client.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import ferry.fuzz.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Random sessions: what a client may do, foreseen by a model; and what none should, all at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionFuzzTest {
    private static final int CLIENTS = 4;
    private static final int MOST_AT_ONCE = 200;
    private static final String CANARY = "nobody may touch this";

    private final FerryServer server = FerryServer.start(
            users(),
            "data-timeout=100ms",
            "max-login-failures=1000000",
            "max-sessions-per-address=100000",
            "max-sessions=100000");

    private static List<String> users() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < CLIENTS; i++) {
            lines.addAll(FerryServer.user("w" + i, "writepermission=true"));
        }
        return lines;
    }

    @BeforeAll
    void makeGround() throws IOException, InterruptedException {
        Files.createDirectory(server.folder().resolve("canary"));
        Files.writeString(server.folder().resolve("canary/canary"), CANARY);
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", server.folder().resolve("fifo").toString())
                        .start()
                        .waitFor());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Path home(int worker) throws IOException {
        var home = server.folder().resolve("w" + worker);
        if (Files.exists(home)) {
            PathUtils.deleteDirectory(home);
        }
        Files.createDirectory(home);
        Files.writeString(home.resolve("a"), "content\r\nof a\n");
        Files.writeString(home.resolve("b.txt"), "b");
        Files.createDirectories(home.resolve("d/e"));
        Files.writeString(home.resolve("d/x"), "");
        Files.createSymbolicLink(home.resolve("link"), Path.of("d"));
        Files.createSymbolicLink(home.resolve("outside"), server.folder().resolve("canary"));
        Files.createLink(home.resolve("fifo"), server.folder().resolve("fifo"));
        return home;
    }

    @Test
    void answersEverySessionAsTheModelForesees() throws Exception {
        run("sessions", (worker, random) -> {
            var steps = new Steps(random).session(20 + random.nextInt(60));
            try {
                return play(worker, steps);
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError(
                        e.getMessage() + "\nin the session of these steps:\n" + Corpus.text(shortest(worker, steps)),
                        e);
            }
        });
    }

    private int play(int worker, List<String> steps) throws IOException {
        return new Player(server, "w" + worker, home(worker)).play(steps);
    }

    /** The steps without those that may be left out, and the session fails still. */
    private List<String> shortest(int worker, List<String> steps) {
        var shortest = new ArrayList<>(steps);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (int size = Math.max(1, steps.size() / 2); size > 0; size /= 2) {
            for (int from = 0; from < shortest.size() && System.nanoTime() < end; ) {
                var shorter = new ArrayList<>(shortest);
                shorter.subList(from, Math.min(shorter.size(), from + size)).clear();
                if (fails(worker, shorter)) {
                    shortest = shorter;
                } else {
                    from += size;
                }
            }
        }
        return shortest;
    }

    private boolean fails(int worker, List<String> steps) {
        try {
            play(worker, steps);
            return false;
        } catch (AssertionError | IOException | RuntimeException _) {
            return true;
        }
    }

    @Test
    void answersEachCommandOnceInOrderHoweverTheyCome() throws Exception {
        run("pipelined", (worker, random) -> {
            home(worker);
            return pipelined(worker, random);
        });
    }

    /** Commands in any order, all sent before any reply is read; REST tells in its reply which one it belongs to. */
    private int pipelined(int worker, Random random) throws IOException, InterruptedException {
        var steps = new Steps(random);
        var bytes = new ByteArrayOutputStream();
        int commands = 20 + random.nextInt(150);
        for (int i = 0; i < commands; i++) {
            append(bytes, i % 10 == 9 ? "REST " + i : line(steps, random), random);
        }
        append(bytes, "QUIT", random);
        try (var client = new Dialogue(server)) {
            client.say("USER w" + worker).expect("331");
            client.say("PASS ferry").expect("230");
            var sender = Thread.ofVirtual().start(() -> send(client, bytes.toByteArray(), new Random(commands)));
            int finals = 0;
            int last = -1;
            for (String reply = client.read(ISO_8859_1); !reply.isEmpty(); reply = client.read(ISO_8859_1)) {
                assertTrue(reply.matches("(?s)[1-5][0-9][0-9][ -].*"), reply);
                finals += reply.startsWith("1") ? 0 : 1;
                if (reply.startsWith("350 Restarting at ") && reply.endsWith("; send the transfer command")) {
                    int number = Integer.parseInt(
                            reply.replaceAll("\\D+", " ").strip().split(" ", -1)[1]);
                    assertTrue(number > last, "REST " + number + " was answered behind REST " + last);
                    last = number;
                }
            }
            sender.join();
            assertEquals(commands + 1, finals, () -> "replies to:\n" + bytes.toString(ISO_8859_1));
            return commands + 1;
        }
    }

    /** Any command but those that end or change the session, or wait for long. */
    private static String line(Steps steps, Random random) {
        if (random.nextInt(50) == 0) {
            return "x".repeat(9000);
        }
        while (true) {
            String step = steps.odd();
            String line = step.contains(" @") ? step.substring(0, step.lastIndexOf(" @")) : step;
            String verb = line.contains(" ") ? line.substring(0, line.indexOf(' ')) : line;
            boolean waits = List.of("EPSV", "PASV", "LPSV", "SPSV").contains(verb) && random.nextInt(10) != 0;
            if (!waits
                    && !List.of("QUIT", "PASS", "USER", "REIN", "ACCT", "AUTH", "CCC", "REST")
                            .contains(verb)) {
                return line.replace("\n", "").replace("\r", "");
            }
        }
    }

    private static void append(ByteArrayOutputStream bytes, String line, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> bytes.writeBytes("\u00ff\u00f4\u00ff\u00f2".getBytes(ISO_8859_1));
            case 1 -> bytes.writeBytes("\r\n".getBytes(UTF_8));
            case 2 -> bytes.writeBytes("\0".getBytes(UTF_8));
            case 3 -> bytes.writeBytes("\u00ff\u00fb\u0001".getBytes(ISO_8859_1));
            default -> {}
        }
        bytes.writeBytes((line + (random.nextInt(6) == 0 ? "\n" : "\r\n")).getBytes(UTF_8));
    }

    private static void send(Dialogue client, byte[] bytes, Random random) {
        try {
            for (int i = 0; i < bytes.length; ) {
                int step = Math.min(1 + random.nextInt(random.nextBoolean() ? 5 : 3000), bytes.length - i);
                client.send(Arrays.copyOfRange(bytes, i, i + step));
                i += step;
            }
        } catch (UncheckedIOException _) {
            return; // it has closed
        }
    }

    @Test
    void survivesClientsThatVanishInTheMiddle() throws Exception {
        for (int worker = 0; worker < CLIENTS; worker++) {
            home(worker);
        }
        run("vanishing", (worker, random) -> {
            var steps = new Steps(random);
            try (var client = new Dialogue(server)) {
                client.say("USER w" + worker).say("PASS ferry");
                int commands = 2 + random.nextInt(10);
                for (int i = 2; i < commands; i++) {
                    client.say(line(steps, random));
                }
                if (random.nextBoolean()) {
                    var data = client.say("EPSV");
                    data.say(random.nextBoolean() ? "STOR half" : "RETR a");
                }
                if (random.nextInt(4) == 0) {
                    client.read(); // not all come in a flood
                }
                if (random.nextBoolean()) {
                    client.socket().setSoLinger(true, 0);
                }
                return commands;
            } catch (UncheckedIOException _) {
                return 1; // it was quicker
            } finally {
                Eventually.holds("room for more", () -> server.daemon().connections() < MOST_AT_ONCE);
            }
        });
    }

    private void run(String name, Sessions.Session session) throws Exception {
        int threads = Thread.activeCount();
        Sessions.play(name, CLIENTS, session, () -> checkAfterwards(threads));
    }

    private void checkAfterwards(int threads) throws IOException {
        Eventually.holds("the end of all sessions", () -> server.daemon().connections() == 0);
        assertEquals(CANARY, Files.readString(server.folder().resolve("canary/canary")));
        try (var canary = Files.list(server.folder().resolve("canary"))) {
            assertEquals(1, canary.count(), "files outside the home");
        }
        for (int i = 0; i < CLIENTS; i++) {
            try (var all = Files.walk(server.folder().resolve("w" + i))) {
                var left = all.map(path -> path.getFileName().toString())
                        .filter(name -> name.startsWith(".ferry-dir-") || name.matches("\\.ferry-part-[0-9a-f]+~.*"))
                        .toList();
                assertEquals(List.of(), left, "what nobody can resume");
            }
        }
        Eventually.holds("the end of threads", () -> Thread.activeCount() <= threads + CLIENTS + 16);
        server.file("fresh", "served");
        try (var client = Dialogue.image(server)) {
            assertEquals("served", client.receiveText("RETR fresh"));
        }
    }
}
