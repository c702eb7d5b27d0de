package ferry;

import ferry.config.ConfigReader;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import ferry.protocol.Product;
import ferry.systemd.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;

/**
 * A daemon that is a process of its own: the system's signals reload and end it. SIGHUP reloads; the first SIGTERM or SIGINT
 * drains, the next one ends the wait.
 */
final class Serving {
    private static final int ENDED_EARLY = 143; // as a JVM says that SIGTERM has ended

    private final CompletableFuture<Ferry> ferry = new CompletableFuture<>();
    private final ReentrantLock reloading = new ReentrantLock(); // held by the one that reloads for all who have asked
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicInteger ends = new AtomicInteger();

    private Serving() {}

    /** Serves with the configuration that stands there, till it is drained; blocks. */
    static void serve(ConfigReader.Sources sources) throws FaultyFileException, IOException, InterruptedException {
        new Serving().run(sources);
    }

    private void run(ConfigReader.Sources sources) throws FaultyFileException, IOException, InterruptedException {
        // Both take as long as all else of a start, which goes on meanwhile; whoever needs the log waits for it.
        Thread.ofPlatform().daemon().name("log").start(LogManager::getRootLogger);
        var listening = Thread.ofPlatform().daemon().name("signals").start(this::hearSignals);
        var supervisor = Supervisor.of(System.getenv());
        var started =
                Ferry.start(() -> ConfigReader.read(sources), new Ferry.Surroundings(supervisor, LogFile.ofProcess()));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            started.close();
            LogManager.shutdown();
        }));
        listening.join(); // who has read that it is ready may send signals
        ferry.complete(started);
        System.out.println("ready" + endpoints(started));
        System.out.flush();
        StartMark.remove();
        supervisor.ready("serving" + endpoints(started));
        LogManager.getLogger(Serving.class).info("Ferry {} serves{}", Product.VERSION, endpoints(started));
        started.awaitEnd();
    }

    private void hearSignals() {
        Signals.hear("HUP", this::reload);
        Signals.hear("TERM", this::end);
        Signals.hear("INT", this::end);
    }

    private void reload() {
        asked.set(true);
        var daemon = ferry.join();
        reloading.lock();
        try {
            if (asked.getAndSet(false)) {
                daemon.reloadOrTell();
            }
        } finally {
            reloading.unlock();
        }
    }

    private void end() {
        boolean first = ends.incrementAndGet() == 1;
        var started = Optional.ofNullable(ferry.getNow(null));
        if (started.isEmpty()) {
            StartMark.remove();
            System.exit(ENDED_EARLY); // nobody is served yet
        }
        started.ifPresent(daemon -> {
            daemon.drain();
            if (!first) {
                daemon.hurry();
            }
        });
    }

    private static String endpoints(Ferry ferry) {
        return endpoints(" ftp=", ferry.ftp())
                + endpoints(" ftps=", ferry.ftps())
                + endpoints(" legacy=", ferry.legacy())
                + endpoints(" metrics=", ferry.metrics());
    }

    private static String endpoints(String name, List<Endpoint> endpoints) {
        return endpoints.isEmpty()
                ? ""
                : name
                        + String.join(
                                ",", endpoints.stream().map(Endpoint::toString).toList());
    }
}
