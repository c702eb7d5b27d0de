package ferry.guard;

import ferry.properties.FileVersion;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps the bans of a daemon and their file the same, on a thread of its own: new bans go to the file, and what others change
 * there is taken. The file says what holds: a ban whose line is gone is lifted. Where it cannot be read or written, the
 * log tells so once, and the bans hold without it.
 */
final class BanKeeper implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(BanKeeper.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Bans bans;
    private final BanFile file;
    private final Clock clock;
    private final Consumer<Ban> appeared;
    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock turn =
            new ReentrantLock(); // guards the fields below, and that one looks or changes at a time
    private volatile boolean closing;
    private Optional<FileVersion> version = Optional.empty();
    private boolean settled;
    private String trouble = "";

    /** Of this file; {@code appeared} is told of bans that others have made. Nothing is done yet. */
    BanKeeper(Bans bans, BanFile file, Clock clock, Consumer<Ban> appeared) {
        this.bans = bans;
        this.file = file;
        this.clock = clock;
        this.appeared = appeared;
    }

    /** Reads the file, and keeps to it from then on. */
    void start() {
        look();
        Thread.ofPlatform().daemon().name("ban-file").start(this::keep);
    }

    /** Says that there are new bans. Never waits. */
    void tell() {
        work.release();
    }

    private void keep() {
        try {
            while (!closing) {
                boolean _ = work.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Changes the bans here and in the file at once. Blocks for some seconds at most. */
    void change(BanFile.Edit edit) throws IOException {
        turn.lock();
        try {
            var unsaved = bans.unsaved();
            take(file.edit(inFile -> edit.apply(bans.merged(inFile, unsaved))), unsaved);
            see();
            settled = false; // somebody may have been quicker than the time stamp
        } finally {
            turn.unlock();
        }
    }

    private void look() {
        turn.lock();
        try {
            var unsaved = bans.unsaved();
            if (!unsaved.isEmpty()) {
                write(unsaved);
            } else if (!settled || !version.equals(file.version())) {
                read();
            }
            trouble = "";
        } catch (IOException | RuntimeException e) { // the bans hold all the same
            String now = e.toString();
            if (!now.equals(trouble)) {
                LOG.error("ban.file: {}; the bans hold until the end of the daemon", Escaped.text(now));
            }
            trouble = now;
        } finally {
            turn.unlock();
        }
    }

    private void read() throws IOException {
        var before = version;
        see(); // first: a change while the file is read shows at the next look
        var content = file.read();
        if (!before.equals(version)) {
            content.faults().forEach(fault -> LOG.error("{}", Escaped.text(fault.toString())));
        }
        take(content, List.of());
    }

    private void write(List<Ban> unsaved) throws IOException {
        var content = file.edit(inFile -> bans.merged(inFile, unsaved));
        take(content, unsaved);
        see();
        settled = false; // somebody may have been quicker than the time stamp
    }

    private void see() {
        version = file.version();
        settled = version.isEmpty()
                || version.filter(found -> found.settled(clock.instant())).isPresent();
    }

    private void take(BanFile.Content content, List<Ban> written) {
        bans.take(content.bans(), written).forEach(appeared);
    }

    /** Writes what is left to be written, and ends. */
    @Override
    public void close() {
        closing = true;
        tell();
        try {
            boolean _ = ended.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
