package ferry;

import ferry.properties.FileVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reloads when a file of the configuration has changed, if {@code reload.watch} says so. Once a second it looks, without
 * reading; a change counts when it is complete as far as anybody can see: no file is missing, and none was changed within
 * the last seconds. Users files are looked at as well, so that a fault in one is told at once.
 */
final class FileWatch implements Part {
    private static final Logger LOG = LogManager.getLogger(FileWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Runnable reload;
    private final Optional<Path> log;
    private final Clock clock;
    private Optional<CountDownLatch> watching = Optional.empty();
    private volatile Map<Path, Optional<FileVersion>> known = Map.of();
    private volatile Optional<Plan> plan = Optional.empty();

    /** Not watching yet; {@code reload} never throws, {@code log} is watched as well. */
    FileWatch(Runnable reload, Optional<Path> log, Clock clock) {
        this.reload = reload;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Change prepare(Plan next) {
        var files = new HashMap<>(next.config().files());
        log.ifPresent(file -> files.put(file, FileVersion.of(file)));
        return () -> {
            known = Map.copyOf(files);
            plan = Optional.of(next);
            if (!next.config().reloadWatch()) {
                close();
            } else if (watching.isEmpty()) {
                var end = new CountDownLatch(1);
                watching = Optional.of(end);
                Thread.ofPlatform().daemon().name("file-watch").start(() -> watch(end));
            }
            return List.of();
        };
    }

    private void watch(CountDownLatch end) {
        try {
            while (!end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) { // the next look may find another state
                    LOG.error("the files of the configuration cannot be looked at", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        var before = known;
        var now = new HashMap<Path, Optional<FileVersion>>();
        before.keySet().forEach(file -> now.put(file, FileVersion.of(file)));
        if (!now.equals(before) && now.entrySet().stream().allMatch(entry -> complete(entry, before))) {
            known = now; // whatever comes of it: a faulty file is told once
            LOG.info("a file of the configuration has changed");
            reload.run();
        }
        plan.ifPresent(current ->
                current.services().hosts().all().forEach(host -> host.users().users()));
    }

    /** A file that was there and is not is likely to be on its way; one that has never been there need not be. */
    private boolean complete(Map.Entry<Path, Optional<FileVersion>> now, Map<Path, Optional<FileVersion>> before) {
        return now.getValue()
                .map(version -> version.settled(clock.instant()))
                .orElse(Optional.empty().equals(before.get(now.getKey())));
    }

    @Override
    public void close() {
        watching.ifPresent(CountDownLatch::countDown);
        watching = Optional.empty();
    }
}
