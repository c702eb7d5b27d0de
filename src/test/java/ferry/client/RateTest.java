package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rates of a user: uploadrate and downloadrate. */
final class RateTest {
    private static final int RATE = 100_000;

    /** More than what goes at once: what a second of silence has saved up, and a first step of a quarter of a second. */
    private static final int SIZE = RATE * 2;

    private static final Duration LEAST = Duration.ofMillis(500);

    private final FerryServer server = FerryServer.start(FerryServer.user(
            "slow", "homedirectory=home", "writepermission=true", "uploadrate=" + RATE, "downloadrate=" + RATE));
    private final Dialogue client = new Dialogue(server).login("slow");

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

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

    private static void assertTookLong(long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(LEAST) >= 0, took.toString());
    }
}
