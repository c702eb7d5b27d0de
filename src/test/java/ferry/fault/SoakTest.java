package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon under a mixed load. In the build for some seconds, which shows that the loads are served; by {@code
 * -Dferry.soak=PT1H} for an hour, with a sample a minute, and then nothing may grow behind the first sixth of it.
 */
@EnabledOnOs(OS.LINUX)
final class SoakTest {
    private static final Duration TIME = Duration.parse(System.getProperty("ferry.soak", "PT6S"));
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int SAMPLES = 60;
    private static final int SETS = 2;
    private static final int MEAN_PAUSE_MILLIS = 1500;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger rounds = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void growsInNothing() throws Exception {
        boolean isLong = TIME.compareTo(LONG) >= 0;
        try (var authority = TestAuthority.create();
                var daemon = Daemon.in(folder)) {
            var certificate = authority.server("localhost");
            daemon.user("ftpserver.user.ferry.admin=true")
                    .set(
                            "legacy.listen=127.0.0.1:0",
                            "tls.enabled=true",
                            "tls.certificate=" + certificate.certificateFile(),
                            "tls.key=" + certificate.keyFile(),
                            "idle-timeout=" + (isLong ? "10s" : "4s"),
                            "upload.partial-lifetime=2m")
                    .start();
            prepare(daemon);
            var threads = work(daemon, authority);
            var samples = isLong ? watch(daemon) : List.<Sample>of();
            if (!isLong) {
                ended.await(TIME.toMillis(), TimeUnit.MILLISECONDS);
            }
            ended.countDown();
            for (var thread : threads) {
                thread.join(Duration.ofMinutes(3));
            }
            var trends = Sample.trends(samples.subList(samples.size() / 6, samples.size()));
            report(samples.isEmpty() ? List.of() : trends);
            assertEquals(List.of(), List.copyOf(failures), () -> daemon.log(""));
            assertTrue(rounds.get() > 0, "nothing was done");
            assertEquals(List.of(), trends.stream().filter(Trend::grows).toList());
        }
    }

    private static void prepare(Daemon daemon) throws IOException {
        var many = Files.createDirectory(daemon.home().resolve(SoakLoads.MANY));
        for (int i = 0; i < 1500; i++) {
            Files.createFile(many.resolve("file" + i));
        }
        Files.write(daemon.home().resolve(SoakLoads.LARGE), new byte[32 << 20]);
    }

    private List<Thread> work(Daemon daemon, TestAuthority authority) throws IOException {
        var threads = new ArrayList<Thread>();
        for (int set = 0; set < SETS; set++) {
            int kinds =
                    new SoakLoads(daemon, authority.context(), random, "").all().size();
            for (int kind = 0; kind < kinds; kind++) {
                String own = "s" + set + "-" + kind;
                Files.createDirectory(daemon.home().resolve(own));
                var chance = random.split();
                var load = new SoakLoads(daemon, authority.context(), chance, own)
                        .all()
                        .get(kind);
                threads.add(Thread.ofVirtual().start(() -> repeat(own, load, chance)));
            }
        }
        return threads;
    }

    private void repeat(String name, SoakLoads.Load load, RandomGenerator chance) {
        try {
            while (!ended.await(chance.nextInt(2 * MEAN_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                try {
                    load.round();
                    rounds.incrementAndGet();
                } catch (IOException | RuntimeException | AssertionError e) {
                    String told = name + ": " + e;
                    failures.add(told.substring(0, Math.min(300, told.length())));
                    if (TIME.compareTo(LONG) >= 0) {
                        System.out.println(told.substring(0, Math.min(300, told.length())));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Sample> watch(Daemon daemon) throws Exception {
        var samples = new ArrayList<Sample>();
        try (var admin = daemon.client()) {
            for (int i = 0; i < SAMPLES; i++) {
                awaitNext(admin);
                var sample = Sample.of(daemon, admin);
                samples.add(sample);
                System.out.printf("%3d  %s  rounds %d  failures %d%n", i + 1, sample, rounds.get(), failures.size());
            }
        }
        return samples;
    }

    /** Till it is time for the next sample, without being idle. */
    private void awaitNext(Dialogue admin) throws InterruptedException {
        long pieces = 20;
        for (int i = 0; i < pieces; i++) {
            ended.await(TIME.toMillis() / SAMPLES / pieces, TimeUnit.MILLISECONDS);
            admin.say("NOOP").expect("200");
        }
    }

    private void report(List<Trend> trends) {
        trends.forEach(System.out::println);
        System.out.println("soak of " + TIME + ": " + rounds + " rounds, " + failures.size() + " failures");
    }
}
