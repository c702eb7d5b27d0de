package ferry.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.Eventually;
import ferry.client.LogLines;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that delivers for a rule, when things go wrong. */
final class RuleQueueTest {
    @TempDir
    private Path folder;

    private RuleQueue queue(SpoolFolder spool, Path ofRule) {
        var program = new Action.Run(Command.parse("/bin/true", folder));
        var terms = new Rule.Terms(Duration.ofSeconds(20), 0, Duration.ofDays(1), Duration.ofMillis(5), 1);
        var filter = new Filter(Set.of(), List.of(), List.of(), List.of());
        return new RuleQueue(
                new Rule("a", filter, program, terms, ""),
                spool,
                new Journal(ofRule, 1 << 20, false),
                new Deliveries(spool.running(), folder));
    }

    @Test
    void looksAgainAfterAFaultAndTellsOfItOnce() throws IOException {
        Path ofRule;
        try (var archive = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            ofRule = archive.getPath("/"); // whose file system throws more than IOExceptions once it is closed
        }
        try (var log = new LogLines("ferry.hook.RuleQueue");
                var spool = SpoolFolder.open(folder.resolve("spool"))) {
            var queue = queue(spool, ofRule);
            queue.start();

            Eventually.holds(
                    "looks",
                    () -> log.lines().stream()
                                    .filter(line -> line.contains("a fault"))
                                    .count()
                            >= 3);
            assertEquals(1, log.of(Level.ERROR).size());
            queue.stop();
            queue.close(System.nanoTime() + Duration.ofSeconds(20).toNanos());
        }
    }

    @Test
    void passesOverWhatIsNoEventAndDeliversTheNext() throws IOException {
        var ofRule = Files.createDirectory(folder.resolve("rule.a"));
        try (var spool = SpoolFolder.open(folder.resolve("spool"))) {
            var queue = queue(spool, ofRule);
            for (String json : List.of(
                    "[]",
                    "{\"id\":{}}",
                    "{\"event\":\"upload\",\"path\":null}",
                    "{\"id\":\"1\",\"event\":\"upload\"}")) {
                queue.add(json);
            }
            queue.start();

            Eventually.holds("a delivery", () -> queue.figures().delivered() == 1);
            queue.stop();
            queue.close(System.nanoTime() + Duration.ofSeconds(20).toNanos());
            assertEquals(0, queue.figures().waitingBytes());
        }
    }
}
