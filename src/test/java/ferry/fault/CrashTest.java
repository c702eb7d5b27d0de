package ferry.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.client.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The daemon is killed with SIGKILL at moments of chance and started again on the same folder, while clients change files;
 * after each kill the disk is read past it. {@code -Dferry.kills=200} sets how often, {@code -Dferry.seed=1} the chance.
 */
final class CrashTest {
    private static final int KILLS = Integer.getInteger("ferry.kills", 3);
    private static final long SEED = Long.getLong("ferry.seed", System.nanoTime());
    private static final int CLIENTS = 20;
    private static final int OLD_HASHES = 4;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<CrashClient> clients = new ArrayList<>();
    private final SharedFiles shared = new SharedFiles();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"atomic, 1", "direct, 4"})
    void keepsWhatWasAnsweredAndNothingHalf(String mode, int part) throws Exception {
        int kills = Math.max(1, KILLS / part);
        try (var authority = TestAuthority.create();
                var daemon = Daemon.in(folder)) {
            var certificate = authority.server("localhost");
            daemon.set(
                    "upload.mode=" + mode,
                    "legacy.listen=127.0.0.1:0",
                    "tls.enabled=true",
                    "tls.certificate=" + certificate.certificateFile(),
                    "tls.key=" + certificate.keyFile());
            prepare(daemon, authority, mode.equals("direct"));
            for (int i = 0; i < kills; i++) {
                writeUsers(daemon, i);
                killAtWork(daemon, mode.equals("direct"));
                check(daemon);
            }
            report(mode, kills);
            assertTrue(kills < 3 || answered() > kills, "too little was done");
        }
    }

    private void prepare(Daemon daemon, TestAuthority authority, boolean direct) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            String user = i < OLD_HASHES ? "old" + i : "ferry";
            var tls = i % 5 == 4 ? Optional.of(authority.context()) : Optional.<SSLContext>empty();
            var client = new CrashClient("c%02d".formatted(i), user, direct, tls, random.split());
            clients.add(client);
            Files.createDirectory(daemon.home().resolve(client.folder()));
        }
        Files.createDirectory(daemon.home().resolve(SharedFiles.FOLDER));
    }

    /** Some users have passwords of an old form, which the daemon replaces when they log in. */
    private static void writeUsers(Daemon daemon, int round) throws IOException {
        if (round % 3 != 0) {
            return;
        }
        var lines = new ArrayList<>(Files.readAllLines(daemon.users()));
        lines.removeIf(line -> line.contains(".old"));
        for (int i = 0; i < OLD_HASHES; i++) {
            String prefix = "ftpserver.user.old" + i + ".";
            lines.addAll(List.of(
                    prefix + "userpassword=ferry", prefix + "homedirectory=home", prefix + "writepermission=true"));
        }
        Files.write(daemon.users(), lines);
    }

    private void killAtWork(Daemon daemon, boolean direct) throws Exception {
        daemon.start();
        var killed = new AtomicBoolean();
        var failed = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (var client : clients) {
            threads.add(atWork(killed, failed, () -> client.work(daemon)));
        }
        for (int i = 0; !direct && i < 3; i++) {
            var choice = random.split();
            threads.add(atWork(killed, failed, () -> {
                try (var client = daemon.client()) {
                    while (true) {
                        shared.store(client, choice.nextInt(100));
                    }
                }
            }));
        }
        int before = answered();
        failed.await(random.nextInt(100, 1500), TimeUnit.MILLISECONDS);
        Eventually.holdsInTheEnd("commands to be answered", () -> failed.getCount() == 0 || answered() > before);
        killed.set(true);
        daemon.kill();
        for (var thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(30)), "a client does not end");
        }
        for (var failure : failures) {
            throw new AssertionError(daemon.log("seed " + SEED), failure);
        }
    }

    private int answered() {
        return clients.stream().mapToInt(CrashClient::answered).sum();
    }

    private Thread atWork(AtomicBoolean killed, CountDownLatch failed, Runnable work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | AssertionError e) {
                if (!killed.get()) {
                    failures.add(e);
                    failed.countDown();
                }
            }
        });
    }

    private void check(Daemon daemon) throws IOException {
        try {
            var disk = World.onDisk(daemon.home());
            clients.forEach(client -> client.check(disk));
            shared.check(disk);
            var unknown =
                    disk.only(path -> !path.matches("(c[0-9]{2}|" + SharedFiles.FOLDER + "/|\\.ferry-(dir|part)-).*"));
            assertEquals(World.EMPTY, unknown);
            checkUsers(daemon);
        } catch (AssertionError e) {
            throw new AssertionError(daemon.log("seed " + SEED), e);
        }
    }

    private static void checkUsers(Daemon daemon) throws IOException {
        var lines = Files.readAllLines(daemon.users());
        assertEquals(3 + 3 * OLD_HASHES, lines.size());
        for (String line : lines) {
            assertTrue(
                    line.matches("ftpserver\\.user\\.(ferry|old[0-9])\\."
                            + "(userpassword=(ferry|\\$2a\\$.{56})|homedirectory=home|writepermission=true)"),
                    line);
        }
    }

    private void report(String mode, int kills) {
        if (KILLS > 10) {
            System.out.printf(
                    "%s: %d kills, %d commands answered, %d broken, %d uploads resumed, seed %d%n",
                    mode,
                    kills,
                    answered(),
                    clients.stream().mapToInt(CrashClient::broken).sum(),
                    clients.stream().mapToInt(CrashClient::resumed).sum(),
                    SEED);
        }
    }

    @Test
    void keepsTheUsersFileWholeWhenPasswdIsKilled() throws Exception {
        try (var daemon = Daemon.in(folder).jvm("-XX:TieredStopAtLevel=1")) {
            String rest = others(daemon);
            long begin = System.nanoTime();
            assertEquals(0, passwd(daemon, "first").waitFor());
            int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            for (int i = 0; i < Math.max(3, KILLS / 5); i++) {
                var process = passwd(daemon, "password" + i);
                process.waitFor(random.nextInt(millis / 3, millis), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();

                assertEquals(rest, others(daemon));
            }
        }
    }

    private static Process passwd(Daemon daemon, String password) throws IOException {
        return daemon.command(password + "\n", "user", "passwd", "ferry", "--password-stdin");
    }

    /** The users file, with a whole hash in the place of each. */
    private static String others(Daemon daemon) throws IOException {
        return Files.readString(daemon.users(), UTF_8).replaceAll("=\\$2[ab]\\$[^\n]{56}\n", "=HASH\n");
    }
}
