package ferry.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ferry.client.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a rule, on the disk. */
final class JournalTest {
    private static final long LIMIT = 1 << 20;

    @TempDir
    private Path folder;

    private final Ids ids = new Ids(Clock.systemUTC());

    private Journal journal() throws IOException {
        return journal(LIMIT);
    }

    private Journal journal(long limit) throws IOException {
        var journal = new Journal(folder, limit, false);
        journal.adopt();
        return journal;
    }

    private String event(String text) {
        return "{\"id\":\"" + ids.next() + "\",\"text\":\"" + text + "\"}";
    }

    private static List<Journal.Stored> all(Journal journal) throws IOException {
        var all = new ArrayList<Journal.Stored>();
        for (var next = journal.next(); next.isPresent(); next = journal.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static List<String> texts(List<Journal.Stored> events) {
        return events.stream()
                .map(event -> event.json().replaceAll(".*\"text\":\"(.*)\"}", "$1"))
                .toList();
    }

    private List<Path> files(String end) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void givesEventsInOrderAsTheyCome() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        journal.add(event("b"));
        assertEquals(List.of("a", "b"), texts(all(journal)));
        assertEquals(List.of(), texts(all(journal)));
        journal.add(event("c\u6587"));
        assertEquals(List.of("c\u6587"), texts(all(journal)));
    }

    @Test
    void givesAfterAKillWhatWasNotDone() throws IOException {
        var journal = journal();
        for (String text : List.of("a", "b", "c")) {
            journal.add(event(text));
        }
        journal.done(all(journal).get(1));

        var next = journal();
        next.add(event("d"));
        assertEquals(List.of("a", "c", "d"), texts(all(next)));
    }

    @Test
    void passesOverALineThatAKillHasCut() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        journal.add(event("b"));
        var file = files(".events").getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));

        var next = journal();
        next.add(event("c"));
        assertEquals(List.of("a", "c"), texts(all(next)));
    }

    @Test
    void passesOverWhatAPowerCutHasLeft() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        var file = files(".events").getFirst();
        Files.write(file, new byte[5000], StandardOpenOption.APPEND);
        Files.writeString(file, "\n00000000 {\"id\":\"x\"}\n\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("notes.events"), "not ours\n");

        var next = journal();
        next.add(event("b"));
        assertEquals(List.of("a", "b"), texts(all(next)));
    }

    @Test
    void knowsWhatIsDoneBesideGarbage() throws IOException {
        var journal = journal();
        for (String text : List.of("a", "b", "c")) {
            journal.add(event(text));
        }
        var events = all(journal);
        journal.done(events.get(0));
        Files.write(files(".done").getFirst(), new byte[] {(byte) 0xff, (byte) 0xfe, 0}, StandardOpenOption.APPEND);
        journal.done(events.get(1));

        assertEquals(List.of("c"), texts(all(journal())));
    }

    @Test
    @Timeout(60)
    void passesOverGarbageOfAnyLengthAndIsRidOfIt() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        var file = files(".events").getFirst();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("\n".getBytes(UTF_8)), 256 << 20); // a hole of zeros, and no line in it
            channel.write(ByteBuffer.wrap(Segment.line(event("b"))), channel.size());
            channel.write(ByteBuffer.wrap(Segment.line(event("x".repeat(2 << 20)))), channel.size());
            channel.write(ByteBuffer.wrap(Segment.line(event("c"))), channel.size());
            channel.write(ByteBuffer.allocate(3 << 20), channel.size());
        }

        try (var log = new LogLines("ferry.hook")) {
            var next = journal();
            var events = all(next);
            assertEquals(List.of("a", "b", "c"), texts(events));
            assertTrue(
                    log.lines().toString().contains("3 damaged lines"),
                    () -> log.lines().toString());
            events.forEach(next::done);
            assertEquals(0, next.bytes());
        }
        assertEquals(List.of(), files(""));
    }

    @Test
    void leavesAloneWhatIsNoFile() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        Files.createDirectory(folder.resolve("0000000000000001.events"));

        try (var log = new LogLines("ferry.hook")) {
            var next = journal();
            next.add(event("b"));
            assertEquals(List.of("a", "b"), texts(all(next)));
            assertEquals(1, log.lines().size(), () -> log.lines().toString());
        }
        assertTrue(Files.isDirectory(folder.resolve("0000000000000001.events")));
    }

    @Test
    void goesOnBehindAFileThatWasTakenAwayOrCut() throws IOException {
        var journal = journal();
        for (int i = 0; i < 600; i++) {
            journal.add(event("x".repeat(1000)));
        }
        journal.add(event("last"));
        var files = files(".events");
        Files.delete(files.getFirst());
        try (var channel = FileChannel.open(files.get(1), StandardOpenOption.WRITE)) {
            channel.truncate(70_000);
        }

        var events = all(journal);
        assertEquals("last", texts(events).getLast());
        events.forEach(journal::done);
        journal.close();
        assertEquals(List.of(), files(""));
    }

    @Test
    void takesNoEventThatIsLongerThanALine() throws IOException {
        var journal = journal(1L << 30);
        assertFalse(journal.add(event("x".repeat(2 << 20))));
        assertTrue(journal.add(event("a")));
        assertEquals(List.of("a"), texts(all(journal)));
    }

    @Test
    void leavesNoEmptyFilesWhenTheDiskIsFull() throws IOException {
        var small = Configuration.unix().toBuilder()
                .setMaxSize(64 * 1024)
                .setBlockSize(4096)
                .build();
        try (var disk = Jimfs.newFileSystem(small)) {
            var journal = new Journal(disk.getPath("/"), LIMIT, false);
            while (journal.add(event("x".repeat(4000)))) {
                assertTrue(journal.bytes() < LIMIT);
            }
            for (int i = 0; i < 5; i++) {
                assertFalse(journal.add(event("x".repeat(9000))));
            }
            var events = all(journal);
            assertFalse(events.isEmpty());
            try (var files = Files.list(disk.getPath("/"))) {
                assertEquals(
                        List.of(false), files.map(JournalTest::empty).distinct().toList());
            }
        }
    }

    private static boolean empty(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsOnceThatNothingCanBeNotedAndNotesItLater() throws IOException {
        var journal = journal();
        for (int i = 0; i < 5; i++) {
            journal.add(event("e" + i));
        }
        var done = files(".events")
                .getFirst()
                .resolveSibling(
                        files(".events").getFirst().getFileName().toString().replace(".events", ".done"));
        Files.createDirectory(done);
        try (var log = new LogLines("ferry.hook")) {
            var events = all(journal);
            events.subList(0, 3).forEach(journal::done);
            assertEquals(1, log.lines().size(), () -> log.lines().toString());
            assertTrue(log.lines().getFirst().contains("cannot note"));
            Files.delete(done);
            journal.done(events.get(3));

            assertTrue(log.lines().getLast().contains("3 events that are done with are noted at last"));
            assertEquals(2, log.lines().size());
        }
        assertEquals(List.of("e4"), texts(all(journal())));
    }

    @Test
    void goesByAnotherLimitAtOnce() throws IOException {
        var journal = journal(100);
        assertFalse(journal.add(event("x".repeat(100))));
        journal.take(LIMIT, false);
        assertTrue(journal.add(event("x".repeat(100))));
    }

    @Test
    void hasNoMoreThanItsLimitAndRoomAgainWhenSomethingIsDone() throws IOException {
        var journal = journal();
        int count = 0;
        while (journal.add(event("x".repeat(1000)))) {
            count++;
        }
        assertTrue(count > 900 && count < 1050, () -> "events");
        assertTrue(journal.bytes() <= LIMIT);
        assertEquals(1, journal.lost());
        assertTrue(files(".events").size() >= 4);

        var events = all(journal);
        assertEquals(count, events.size());
        assertFalse(journal.add(event("y".repeat(1000))));
        events.subList(0, 300).forEach(journal::done);
        assertTrue(journal.add(event("z")));
        assertEquals(List.of("z"), texts(all(journal)));
    }

    @Test
    void leavesNothingBehindWhenAllIsDone() throws IOException {
        var journal = journal();
        for (int i = 0; i < 3000; i++) {
            journal.add(event("x".repeat(1000)));
            journal.done(journal.next().orElseThrow());
        }
        assertEquals(0, journal.lost());
        assertTrue(files(".events").size() <= 1);
        journal.close();
        assertEquals(List.of(), files(""));
    }

    @Test
    void keepsWhatIsNotDoneWhenItIsClosed() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        all(journal);
        journal.close();

        assertEquals(List.of("a"), texts(all(journal())));
    }

    @Test
    void keepsItsFilesToItself() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        journal.done(journal.next().orElseThrow());
        for (var file : files("")) {
            assertEquals(
                    "[OWNER_READ, OWNER_WRITE]",
                    new java.util.TreeSet<>(Files.getPosixFilePermissions(file)).toString());
        }
    }

    @Test
    void tellsOfLossesAndGoesOnWhenTheFolderIsGone() throws IOException {
        var journal = journal();
        journal.add(event("a"));
        for (var file : files("")) {
            Files.delete(file);
        }
        Files.delete(folder);
        assertFalse(journal.add(event("b")));
        Files.createDirectory(folder);
        assertTrue(journal.add(event("c")));
        assertEquals(1, journal.lost());
        assertEquals(List.of("c"), texts(all(journal())));
    }
}
