package ferry.hook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A part of a journal: a file of events, one a line, and beside it one of the names of those that are done with. A line
 * begins with a checksum, so that one which a crash has cut is known.
 */
final class Segment {
    private static final Logger LOG = LogManager.getLogger(Segment.class);

    /** How files of events are called. */
    static final String EVENTS = ".events";

    private static final String DONE = ".done";
    private static final int CHECKSUM = 8;

    private final Path events;
    private final Path done;
    private final long number;
    private volatile long size;
    private volatile boolean full;

    // Of the thread that reads.
    private final Lines lines;
    private boolean over;
    private long damaged;
    private int open;
    private final StringBuilder unnoted = new StringBuilder();
    private Set<String> finished = new HashSet<>();

    /** This one, of so many bytes. */
    private Segment(Path folder, long number, long size) {
        String name = "%016x".formatted(number);
        events = folder.resolve(name + EVENTS);
        done = folder.resolve(name + DONE);
        lines = new Lines(events);
        this.number = number;
        this.size = size;
    }

    /** One that is there. */
    static Segment found(Path file) throws IOException {
        String name = file.getFileName().toString();
        long number = Long.parseUnsignedLong(name.substring(0, name.length() - EVENTS.length()), 16);
        var segment = new Segment(file.resolveSibling(""), number, Files.size(file));
        segment.full = true;
        segment.findFinished();
        return segment;
    }

    private void findFinished() throws IOException {
        if (Files.isRegularFile(done)) {
            try (var lines = Files.lines(done, ISO_8859_1)) { // a disk may have left any bytes between the names
                finished = lines.filter(Ids::valid).collect(Collectors.toCollection(HashSet::new));
            }
        } else if (Files.exists(done)) {
            LOG.error("{} is no file: what was delivered may be delivered again", done);
        }
    }

    /** A new one, whose number is the first free one from this on. */
    static Segment create(Path folder, long from) throws IOException {
        long number = from;
        while (Files.exists(folder.resolve("%016x".formatted(number) + EVENTS))) {
            number++;
        }
        var segment = new Segment(folder, number, 0);
        Files.createFile(segment.events, SpoolFolder.owner(folder, false));
        return segment;
    }

    long number() {
        return number;
    }

    long size() {
        return size;
    }

    // ---- of those who write, one at a time

    /** The line of an event. */
    static byte[] line(String json) {
        byte[] text = json.getBytes(UTF_8);
        byte[] line = (checksum(text) + " ").getBytes(UTF_8);
        int head = line.length;
        line = Arrays.copyOf(line, head + text.length + 1);
        System.arraycopy(text, 0, line, head, text.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static String checksum(byte[] text) {
        var crc = new CRC32();
        crc.update(text);
        return "%08x".formatted(crc.getValue());
    }

    /**
     * Adds a line. When it cannot, nothing more is to be added to this segment: a part of the line may be there, and what
     * follows it would be lost as well.
     */
    void append(byte[] line, boolean sync) throws IOException {
        long before = size;
        try (var channel = FileChannel.open(events, StandardOpenOption.WRITE)) {
            write(channel, before, line);
            if (sync) {
                channel.force(false);
            }
        }
        size = before + line.length;
    }

    private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    /** Nothing will be added any more. */
    void end() {
        full = true;
    }

    boolean ended() {
        return full;
    }

    // ---- of the thread that reads

    /** The next event that is not done with; nothing when there is none at present. */
    Optional<String> next() throws IOException {
        while (true) {
            var line = nextLine();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            var json = checked(line.get());
            if (json.isEmpty()) {
                damaged++;
            } else if (finished.isEmpty() || !finished.contains(id(json.get()))) {
                open++;
                return json;
            }
        }
    }

    /** The name of an event, which stands first in its JSON. */
    static String id(String json) {
        int from = json.indexOf(":\"") + 2;
        int to = json.indexOf('"', from);
        return from < 2 || to < 0 ? "" : json.substring(from, to);
    }

    private static Optional<String> checked(byte[] line) {
        if (line.length <= CHECKSUM) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
        boolean whole = checksum(text).equals(new String(line, 0, CHECKSUM, UTF_8));
        return whole ? Optional.of(new String(text, UTF_8)) : Optional.empty();
    }

    private Optional<byte[]> nextLine() throws IOException {
        boolean whole = full; // asked before the size, which is the last one then
        Optional<byte[]> line;
        try {
            line = lines.next(size);
        } catch (NoSuchFileException e) {
            if (!whole) {
                throw e;
            }
            LOG.error("{} is gone, with what waited in it", this);
            line = Optional.empty();
        }
        if (whole && line.isEmpty() && !over) {
            over = true;
            damaged += lines.begun() ? 1 : 0; // the last line, which a crash has cut
        }
        return line;
    }

    /** Whether all that there is was read. */
    boolean readToTheEnd() {
        return over || lines.readTo(size);
    }

    /** How many events were read that are not done with. */
    int open() {
        return open;
    }

    /** How many lines could not be read. */
    long damaged() {
        return damaged;
    }

    /** An event is done with; throws when this cannot be noted, and the next one tries again. */
    void done(String id) throws IOException {
        open--;
        unnoted.append(id).append('\n');
        note();
    }

    /** Notes what could not be noted. */
    void note() throws IOException {
        if (unnoted.isEmpty()) {
            return;
        }
        try (var channel = FileChannel.open(
                done,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                SpoolFolder.owner(done, false))) {
            // The line before may have been cut when the disk was full.
            write(channel, 0, ("\n" + unnoted).getBytes(UTF_8));
        }
        unnoted.setLength(0);
    }

    /** Takes it away; all of it is done with. */
    void delete() throws IOException {
        Files.deleteIfExists(events);
        Files.deleteIfExists(done);
    }

    @Override
    public String toString() {
        return events.toString();
    }
}
