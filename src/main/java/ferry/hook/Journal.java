package ferry.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The events that wait for a rule, in order, in files: whoever publishes adds to the last segment, one thread reads from the
 * first one on and says what is done with. A segment is removed when all of it is. A kill loses nothing that was added; a
 * loss of power may lose what the system had not written, or nothing when each event is synchronised.
 */
final class Journal {
    private static final Logger LOG = LogManager.getLogger(Journal.class);
    private static final long LARGEST_SEGMENT = 4L << 20;
    private static final long LARGE_ENOUGH = 64 * 1024;

    private final Path folder;
    private volatile long limit;
    private volatile boolean sync;

    /** Guards the list of segments, and the writing of the last one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Segment> segments = new ArrayDeque<>();
    private long lost;
    private long lostInAll;
    private long unnoted;
    private Optional<Segment> reading = Optional.empty();

    /** An event that was read. */
    record Stored(String id, String json, Segment segment) {}

    /** In this folder, with so many bytes at most. */
    Journal(Path folder, long limit, boolean sync) {
        this.folder = folder;
        this.limit = limit;
        this.sync = sync;
    }

    /** Goes by another limit from now on. */
    void take(long nextLimit, boolean nextSync) {
        limit = nextLimit;
        sync = nextSync;
    }

    // ---- of those who publish

    /** Adds an event; false when there is no room for it. */
    boolean add(String json) {
        byte[] line = Segment.line(json);
        lock.lock();
        try {
            long used = bytes();
            if (line.length > Lines.LONGEST) {
                lose("an event has " + line.length + " bytes");
                return false;
            }
            if (used + line.length > limit) {
                lose("the spool has its " + limit + " bytes");
                return false;
            }
            appendable(line.length).append(line, sync);
            found();
            return true;
        } catch (IOException e) {
            lose(String.valueOf(e));
            endLast();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more goes to the last segment, and one to which nothing ever went would be in the way. */
    private void endLast() {
        if (segments.isEmpty()) {
            return;
        }
        var last = segments.getLast();
        last.end();
        if (last.size() == 0) {
            forget(last);
        }
    }

    private Segment appendable(int length) throws IOException {
        if (segments.isEmpty()
                || segments.getLast().ended()
                || segments.getLast().size() + length > Math.min(LARGEST_SEGMENT, Math.max(limit / 4, length))) {
            long from = System.currentTimeMillis(); // more than those of earlier daemons, which may be gone
            if (!segments.isEmpty()) {
                segments.getLast().end();
                from = Math.max(from, segments.getLast().number() + 1);
            }
            segments.addLast(Segment.create(folder, from));
        }
        return segments.getLast();
    }

    /** Tells of the first one only; the others are counted until there is room again. */
    private void lose(String why) {
        if (lost++ == 0) {
            LOG.error("{}: events are lost from now on: {}", folder.getFileName(), why);
        }
        lostInAll++;
    }

    private void found() {
        if (lost > 0) {
            LOG.error("{}: {} events were lost; there is room again", folder.getFileName(), lost);
            lost = 0;
        }
    }

    /** How many bytes wait, with what is done with beside them. */
    long bytes() {
        lock.lock();
        try {
            return segments.stream().mapToLong(Segment::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /** How many events there was no room for. */
    long lost() {
        lock.lock();
        try {
            return lostInAll;
        } finally {
            lock.unlock();
        }
    }

    // ---- of the thread that reads

    /** Takes over what an earlier daemon has left. */
    void adopt() throws IOException {
        lock.lock();
        try (var files = Files.list(folder)) {
            var own = segments.stream().map(Segment::number).collect(Collectors.toSet());
            var all = new ArrayList<>(segments);
            for (var file : files.filter(each -> each.toString().endsWith(Segment.EVENTS))
                    .toList()) {
                if (!Files.isRegularFile(file)) {
                    LOG.warn("{} is no file, and is left alone", file);
                    continue;
                }
                try {
                    var segment = Segment.found(file);
                    if (!own.contains(segment.number())) {
                        all.add(segment);
                    }
                } catch (NumberFormatException _) {
                    LOG.warn("{} is no file of events", file);
                } catch (IOException | RuntimeException e) { // one file must not keep the others from their receivers
                    LOG.error("{} cannot be read, and is left alone", file, e);
                }
            }
            all.sort(Comparator.comparingLong(Segment::number));
            segments.clear();
            segments.addAll(all);
        } finally {
            lock.unlock();
        }
    }

    /** The next event; nothing when there is none at present. */
    Optional<Stored> next() throws IOException {
        while (true) {
            var segment = reading.or(this::first);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            reading = segment;
            boolean ended = ended(segment.get());
            var json = segment.get().next();
            if (json.isPresent()) {
                return Optional.of(new Stored(Segment.id(json.get()), json.get(), segment.get()));
            }
            if (!ended) {
                return Optional.empty();
            }
            if (segment.get().damaged() > 0) {
                LOG.warn(
                        "{}: {} damaged lines were passed over",
                        segment.get(),
                        segment.get().damaged());
            }
            reading = behind(segment.get());
            forget(segment.get());
            if (reading.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    private Optional<Segment> first() {
        lock.lock();
        try {
            return segments.stream()
                    .filter(segment -> !(segment.ended() && segment.readToTheEnd()))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    private boolean ended(Segment segment) {
        lock.lock();
        try {
            return segment.ended();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Segment> behind(Segment segment) {
        lock.lock();
        try {
            return segments.stream()
                    .filter(each -> each.number() > segment.number())
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** An event is done with. Should this be lost in a crash, it is delivered again. */
    void done(Stored event) {
        try {
            event.segment().done(event.id());
            if (unnoted > 0) {
                noteRest();
                LOG.error("{}: {} events that are done with are noted at last", folder.getFileName(), unnoted);
                unnoted = 0;
            }
        } catch (IOException e) {
            if (unnoted++ == 0) {
                LOG.error(
                        "{}: cannot note from now on which events are done with; a start would deliver them again: {}",
                        folder.getFileName(),
                        e.toString());
            }
        }
        forget(event.segment());
    }

    /** What could not be noted when it was done. */
    private void noteRest() throws IOException {
        lock.lock();
        try {
            for (var segment : segments) {
                segment.note();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a segment of which nothing is left to do. */
    private void forget(Segment segment) {
        lock.lock();
        try {
            if (segment.open() > 0 || !segment.readToTheEnd()) {
                return;
            }
            if (!segment.ended()) {
                if (segment.size() < LARGE_ENOUGH) {
                    return; // to make a new one for each event would be dear
                }
                segment.end();
            }
            segments.remove(segment);
            reading = reading.filter(each -> each.number() != segment.number());
            segment.delete();
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", segment, e.toString());
        } finally {
            lock.unlock();
        }
    }

    /** Removes what is not needed any more; nobody adds any more. */
    void close() {
        lock.lock();
        try {
            for (var segment : new ArrayList<>(segments)) {
                segment.end();
                forget(segment);
            }
            noteRest();
        } catch (IOException e) {
            LOG.error(
                    "{}: {} events that are done with are not noted: {}", folder.getFileName(), unnoted, e.toString());
        } finally {
            lock.unlock();
        }
    }
}
