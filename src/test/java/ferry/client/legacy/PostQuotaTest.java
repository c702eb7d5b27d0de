package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.Eventually;
import ferry.client.FerryServer;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** post within the quota of legacy.user, and within max-file-size. */
final class PostQuotaTest {
    private final FerryServer server =
            FerryServer.start(List.of("ftpserver.user.ferry.quota-bytes=200000"), "max-file-size=150000");
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void storesWhatFits() {
        client.send(LegacyClient.post("a", "x".repeat(150_000))).expectNothing();
        client.send(LegacyClient.post("b", "x".repeat(50_000))).expectNothing();

        assertEquals(List.of("a", "b"), server.names());
    }

    @ParameterizedTest
    @ValueSource(ints = {110_000, 160_000})
    void storesNothingOfWhatIsTooMuch(int size) {
        server.file("a", "x".repeat(100_000));

        try {
            client.send(LegacyClient.post("b", "x".repeat(size)));
        } catch (UncheckedIOException e) {
            // The server may have closed before all of it was on its way.
        }

        Eventually.holds("the end of the connection", () -> server.daemon().connections() == 0);
        assertEquals(List.of("a"), server.names());
    }
}
