package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast bytes may move: uploadrate and its kin of the users file, upload-rate and its kin of the configuration. */
final class RateTest {
    private static final int RATE = 200_000;

    /** Four fifths of a second; a quarter of one goes at once. */
    private static final int SIZE = RATE * 4 / 5;

    /** What the rate makes sure of, however fast or slow the machine is. */
    private static final Duration LEAST = Duration.ofMillis(540);

    private final FerryServer server = FerryServer.start(users(), "stall-timeout=400ms");
    private final Dialogue client = new Dialogue(server).login("slow");

    private static List<String> users() {
        var users = new ArrayList<>(user("slow", "uploadrate=" + RATE, "downloadrate=" + RATE));
        users.addAll(user("shared", "uploadrate-total=" + RATE, "downloadrate-total=" + RATE));
        users.addAll(user("slowest", "uploadrate=2", "downloadrate=2"));
        return users;
    }

    private static List<String> user(String name, String... rates) {
        var attributes = new ArrayList<>(List.of("homedirectory=home", "writepermission=true"));
        attributes.addAll(List.of(rates));
        return FerryServer.user(name, attributes.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static void assertTookLong(long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(LEAST) >= 0, took.toString());
    }

    // ---- of a session

    @ParameterizedTest
    @ValueSource(strings = {"I", "A"})
    void slowsARetrieval(String type) {
        server.file("a.txt", "x".repeat(SIZE));
        client.say("TYPE " + type).expect("200");

        long start = System.nanoTime();
        byte[] received = client.receive("RETR a.txt");

        assertEquals(SIZE, received.length);
        assertTookLong(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "A"})
    void slowsAStore(String type) {
        client.say("TYPE " + type).expect("200");

        long start = System.nanoTime();
        client.transmit("STOR a.txt", "x".repeat(SIZE)).expect("226");

        assertEquals(SIZE, server.content("a.txt").length());
        assertTookLong(start);
    }

    @Test
    void countsSmallFilesTogether() {
        server.file("a.txt", "x".repeat(SIZE / 10));
        client.say("TYPE I").expect("200");

        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertEquals(SIZE / 10, client.receive("RETR a.txt").length);
        }

        assertTookLong(start);
    }

    @Test
    void slowsListings() throws IOException {
        for (int i = 0; i < 200; i++) {
            Files.createFile(server.home().resolve("x".repeat(195) + (100 + i)));
        }

        long start = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            assertEquals(SIZE / 4, client.receive("NLST").length);
        }

        assertTookLong(start);
    }

    @Test
    void holdsForWhomTheUsersFileHasNoRate() {
        try (var other = FerryServer.start("upload-rate=" + RATE);
                var anybody = Dialogue.image(other)) {
            long start = System.nanoTime();
            anybody.transmit("STOR a", "x".repeat(SIZE)).expect("226");

            assertTookLong(start);
        }
    }

    // ---- of several

    @Test
    void holdsForAllSessionsOfAUserTogether() throws InterruptedException, ExecutionException {
        try (var one = new Dialogue(server).login("shared");
                var other = new Dialogue(server).login("shared")) {
            assertTogetherTakeLong(one, other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload-rate-total", "download-rate-total"})
    void holdsForAllSessionsOfTheServerTogether(String key) throws InterruptedException, ExecutionException {
        try (var other = FerryServer.start(user("anna"), key + "=" + RATE);
                var ferry = Dialogue.loggedIn(other);
                var anna = new Dialogue(other).login("anna")) {
            assertTogetherTakeLong(ferry, anna);
        }
    }

    /** Each stores and retrieves half. */
    private static void assertTogetherTakeLong(Dialogue one, Dialogue other)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(half(one, "one"), half(other, "other")))) {
                assertEquals(SIZE / 2, done.get());
            }
        }
        assertTookLong(start);
    }

    private static Callable<Integer> half(Dialogue client, String name) {
        return () -> {
            client.say("TYPE I").expect("200");
            client.transmit("STOR " + name, "x".repeat(SIZE / 2)).expect("226");
            return client.receive("RETR " + name).length;
        };
    }

    // ---- the end of a wait

    /** Begins a transfer that would take half a day. */
    private Dialogue beginTheSlowest(String command) throws IOException {
        server.file("large", "x".repeat(100_000));
        var slowest = new Dialogue(server).login("slowest");
        var data = slowest.passive();
        slowest.say("TYPE I").expect("200");
        slowest.say(command).expect("150");
        if (command.startsWith("STOR")) {
            data.getOutputStream().write(new byte[100_000]);
        }
        Eventually.holds(
                "some bytes to have moved",
                () -> !slowest.say("STAT").expect("211").contains(": 0 "));
        return slowest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR large", "STOR new"})
    void endsAtOnceByAnAbort(String command) throws IOException {
        try (var slowest = beginTheSlowest(command)) {
            slowest.say("ABOR");

            slowest.expect("426");
            slowest.expect("226");
            assertFalse(Files.exists(server.home().resolve("new")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR large", "STOR new", "NLST"})
    void endsAtOnceWithTheControlConnection(String command) throws IOException {
        beginTheSlowest(command).hangUp();
        client.close();

        Eventually.holds("the end of the session", () -> server.daemon().connections() == 0);
    }

    @Test
    void endsWithTheDaemon() throws IOException {
        var slowest = beginTheSlowest("RETR large");

        server.daemon().close();
        slowest.hangUp();

        assertEquals(0, server.daemon().connections());
    }

    @Test
    void isNoStall() {
        server.file("three", "abc");
        try (var slowest = new Dialogue(server).login("slowest")) {
            slowest.say("TYPE I").expect("200");

            assertEquals(3, slowest.receive("RETR three").length);
        }
    }
}
