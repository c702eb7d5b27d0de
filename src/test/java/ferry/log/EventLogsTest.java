package ferry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.Kind;
import ferry.log.LogSettings.Rotation;
import ferry.log.LogSettings.Target;
import ferry.properties.FaultyFileException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of events: nothing is lost, whoever renames or rotates them. */
final class EventLogsTest {
    @TempDir
    private Path folder;

    private final Events events = new Events();
    private final EventLogs logs = new EventLogs(events, ZoneId.of("UTC"));

    private Path file() {
        return folder.resolve("events.json");
    }

    private LogSettings settings(Rotation rotation) {
        return new LogSettings(Optional.empty(), Optional.of(new Target.File(file())), rotation);
    }

    private void publish(int number) {
        events.publish(new Event.Banned(Instant.EPOCH, "192.0.2." + number, Instant.EPOCH, "x".repeat(100)));
    }

    private List<Path> aside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".gz")).toList();
        }
    }

    @Test
    void losesNothingAtTheEnd() throws IOException {
        logs.take(settings(Rotation.NONE));
        for (int i = 0; i < 10_000; i++) {
            publish(i);
        }
        logs.close();

        assertEquals(10_000, Files.readAllLines(file()).size());
    }

    @Test
    void writesNamesByteByByte() throws IOException {
        var client = new InetSocketAddress("192.0.2.7", 1);
        var actor = new Actor("1", Actor.Protocol.FTP, "", client, client, "", "anna", "");
        var place = new Event.Place(VirtualPath.ROOT, "/\u6587\udcff");
        logs.take(new LogSettings(Optional.of(new Target.File(file())), Optional.empty(), Rotation.NONE));
        events.publish(new Event.Changed(Instant.EPOCH, Kind.DELETE, actor, place, Optional.empty()));
        logs.close();

        String line = Files.readString(file(), StandardCharsets.ISO_8859_1);
        assertTrue(line.contains(" /\u00e6\u0096\u0087\u00ff b _ d "), line);
    }

    @Test
    void writesBehindWhatThereIs() throws IOException {
        Files.writeString(file(), "before\n");
        logs.take(settings(Rotation.NONE));
        publish(1);
        logs.close();

        assertEquals(List.of("before"), Files.readAllLines(file()).subList(0, 1));
        assertEquals(2, Files.readAllLines(file()).size());
    }

    /** What logrotate does: rename, tell the daemon, compress. */
    @Test
    void beginsANewFileWhenTheOldOneWasRenamed() throws IOException {
        var renamed = folder.resolve("events.json.1");
        logs.take(settings(new Rotation(1 << 20, true, 3)));
        publish(1);
        Eventually.holds("the first event", () -> sizeOf(file()) > 0);
        Files.move(file(), renamed);
        publish(2); // still into the renamed one
        logs.take(settings(new Rotation(1 << 20, true, 3)));
        publish(3);
        logs.close();

        assertEquals(2, Files.readAllLines(renamed).size());
        assertEquals(1, Files.readAllLines(file()).size());
        assertTrue(Files.readString(file()).contains("192.0.2.3"));
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void putsFullFilesAsideAndKeepsSome() throws IOException {
        logs.take(settings(new Rotation(10_000, false, 3)));
        for (int i = 0; i < 1_000; i++) {
            publish(i);
        }
        logs.close();

        assertEquals(3, aside().size(), aside()::toString);
        assertTrue(sizeOf(file()) < 20_000, "what is in a buffer comes on top");
        var newest = aside().stream()
                .max(Comparator.comparingInt(EventLogsTest::number))
                .orElseThrow();
        try (var in = new GZIPInputStream(Files.newInputStream(newest))) {
            assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).startsWith("{\"event\":\"ban\""));
        }
    }

    private static int number(Path file) {
        var words = file.getFileName().toString().split("\\.", -1);
        return Integer.parseInt(words[words.length - 2]);
    }

    @Test
    void losesNothingWhileItIsReopened() throws IOException, InterruptedException {
        logs.take(settings(Rotation.NONE));
        var publisher = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 5_000; i++) {
                publish(i);
            }
        });
        for (int i = 0; i < 20; i++) {
            logs.take(settings(Rotation.NONE));
        }
        publisher.join();
        logs.close();

        assertEquals(5_000, Files.readAllLines(file()).size());
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        var missing = new Target.File(folder.resolve("missing/events.json"));
        var settings = new LogSettings(Optional.of(new Target.File(folder)), Optional.of(missing), Rotation.NONE);

        var faults = assertThrows(FaultyFileException.class, () -> EventLogs.check(settings))
                .faults();
        assertEquals(
                List.of(
                        folder + ": is a folder; log.xferlog names it",
                        folder.resolve("missing/events.json")
                                + ": cannot be made: its folder is missing; log.json names it"),
                faults.stream().map(Object::toString).toList());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesADevice() {
        var settings =
                new LogSettings(Optional.empty(), Optional.of(new Target.File(Path.of("/dev/null"))), Rotation.NONE);

        var refused = assertThrows(FaultyFileException.class, () -> EventLogs.check(settings));

        assertEquals("/dev/null: is not a regular file; log.json names it", refused.getMessage());
    }

    /** Whoever opens a FIFO waits till somebody opens its other end; whoever publishes an event would wait as well. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void opensNoFifoThatTookThePlaceOfTheFile() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file().toString()).start().waitFor());
        logs.take(settings(Rotation.NONE));
        publish(1);
        logs.close();

        assertFalse(Files.isRegularFile(file()));
    }
}
