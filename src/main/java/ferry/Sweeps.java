package ferry;

import ferry.file.PartSweep;
import ferry.protocol.Escaped;
import ferry.session.Hosts;
import ferry.user.User;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sweeps the homes of all users, at the start and then again and again, for what broken uploads left. On a thread of its
 * own, which pauses so often that nobody else feels it.
 */
final class Sweeps implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Sweeps.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** After so many entries it pauses: at most some 25,000 a second. */
    private static final int BETWEEN_PAUSES = 512;

    private static final long PAUSE_MILLIS = 20;

    private volatile Hosts hosts;
    private final Duration lifetime;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Path> faulty = new HashSet<>();
    private int met;

    /** Of what is older than this; never if it is zero. */
    Sweeps(Hosts hosts, Duration lifetime, Clock clock) {
        this.hosts = hosts;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** How old what it sweeps is at least. */
    Duration lifetime() {
        return lifetime;
    }

    /** Sweeps the homes of these users from the next time on. */
    void over(Hosts next) {
        hosts = next;
    }

    /** Begins to sweep. */
    void start() {
        if (!lifetime.isZero()) {
            Thread.ofPlatform().daemon().name("sweep").start(this::run);
        }
    }

    private void run() {
        var quarter = lifetime.dividedBy(4);
        var interval = quarter.compareTo(LONGEST) > 0 ? LONGEST : quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
        try {
            do {
                sweep();
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        var sweep = new PartSweep(
                lifetime,
                clock.instant(),
                this::goOn,
                path -> LOG.info("removed what a broken upload left: {}", Escaped.text(path.toString())));
        for (Path home : homes()) {
            try {
                tell(home, sweep.sweep(home), "");
            } catch (NoSuchFileException _) {
                faulty.remove(home); // it is made at the first login
            } catch (IOException | RuntimeException e) { // whatever it is, the next home is to be swept
                tell(home, 1, ": " + e);
            }
        }
    }

    /** Once for each home, until it goes well again. */
    private void tell(Path home, int failures, String why) {
        if (failures == 0) {
            faulty.remove(home);
        } else if (faulty.add(home)) {
            String what = Escaped.text(home + why);
            LOG.warn("{} entries could not be swept (upload.partial-lifetime) in {}", failures, what);
        }
    }

    /** All homes and mounts but those that are below others. */
    private List<Path> homes() {
        var all = Stream.concat(Stream.of(hosts.standard()), hosts.named().values().stream())
                .distinct()
                .flatMap(host -> host.users().users().stream())
                .flatMap(Sweeps::folders)
                .map(path -> path.toAbsolutePath().normalize())
                .distinct()
                .toList();
        return all.stream()
                .filter(path -> all.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other)))
                .toList();
    }

    private static Stream<Path> folders(User user) {
        return Stream.concat(Stream.of(user.home()), user.mounts().values().stream());
    }

    private boolean goOn() {
        try {
            boolean pause = ++met % BETWEEN_PAUSES == 0;
            return !closed.await(pause ? PAUSE_MILLIS : 0, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends a running sweep soon, and makes no other. */
    @Override
    public void close() {
        closed.countDown();
    }
}
