package ferry.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What broken uploads left, in the homes and mounts of all users, by upload.partial-lifetime. */
@Timeout(60)
final class PartialLifetimeTest {
    @Test
    void removesItFromAllHomesAndMounts() throws IOException {
        var users = FerryServer.user("other", "mounts=shelf=shelf");
        try (var server = FerryServer.start(users, "upload.partial-lifetime=2s");
                var log = new LogLines("ferry.Sweeps")) {
            var files = List.of(
                    part(server.home()),
                    part(server.folder().resolve("other")),
                    part(server.folder().resolve("shelf")));

            for (Path file : files) {
                Eventually.holds(file + " to go", () -> Files.notExists(file));
            }
            log.await("removed what a broken upload left: ");
        }
    }

    @Test
    void letsAnUploadBeResumedUntilThen() throws IOException {
        try (var server = FerryServer.start("upload.partial-lifetime=2s");
                var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.bin", "half").expect("426");
            client.say("SIZE a.bin").expect("213 4");

            Eventually.holds("the rest to go", () -> server.names().isEmpty());

            client.say("SIZE a.bin").expect("550");
        }
    }

    @Test
    void keepsItForEverWhenItIsOff() throws IOException {
        try (var server = FerryServer.start("upload.partial-lifetime=off");
                var swept = FerryServer.start("upload.partial-lifetime=1s")) {
            var kept = part(server.home());
            var gone = part(swept.home());

            Eventually.holds("the other to go", () -> Files.notExists(gone));

            assertTrue(Files.exists(kept));
        }
    }

    private static Path part(Path folder) throws IOException {
        var old = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        var file = Files.createDirectories(folder).resolve(".ferry-part-0123abcd-a.txt");
        return Files.setLastModifiedTime(Files.writeString(file, "half"), old);
    }
}
