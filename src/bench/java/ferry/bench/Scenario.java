package ferry.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A row of the table.
 *
 * @param kind what the clients do
 * @param clients how many there are
 * @param size of what they do: MiB of a file, entries of a folder, commands in one write
 * @param word the verb of a listing
 * @param tls whether it is done over TLS
 */
record Scenario(Kind kind, int clients, int size, String word, boolean tls) {
    private static final int BIG_BUFFER = 1 << 20;
    private static final int SMALL_BUFFER = 16 << 10;
    private static final double GIBIBYTE = 1 << 30;

    /** What clients do. */
    enum Kind {
        BIG_GET,
        BIG_PUT,
        SMALL_GET,
        SMALL_PUT,
        LOGIN,
        COMMANDS,
        LISTING,
        IDLE
    }

    /** All rows by their names, in the order of the table. */
    static Map<String, Scenario> all() {
        var all = new LinkedHashMap<String, Scenario>();
        for (int clients : new int[] {1, 4}) {
            all.put("big-get-" + clients, new Scenario(Kind.BIG_GET, clients, 512, "", false));
        }
        for (int clients : new int[] {1, 4}) {
            all.put("big-put-" + clients, new Scenario(Kind.BIG_PUT, clients, 512, "", false));
        }
        for (int clients : new int[] {1, 16, 64}) {
            all.put("small-get-" + clients, new Scenario(Kind.SMALL_GET, clients, 0, "", false));
        }
        for (int clients : new int[] {1, 16, 64}) {
            all.put("small-put-" + clients, new Scenario(Kind.SMALL_PUT, clients, 0, "", false));
        }
        all.put("login-16", new Scenario(Kind.LOGIN, 16, 0, "", false));
        for (int clients : new int[] {1, 64}) {
            all.put("ctl-" + clients, new Scenario(Kind.COMMANDS, clients, 1, "", false));
            all.put("ctl-" + clients + "-pipe", new Scenario(Kind.COMMANDS, clients, 64, "", false));
        }
        for (int entries : new int[] {10_000, 100_000}) {
            for (String verb : List.of("LIST", "NLST", "MLSD")) {
                String name = "list-" + entries / 1000 + "k-" + verb;
                all.put(name, new Scenario(Kind.LISTING, 1, entries, verb, false));
            }
        }
        all.put("multi-get-300", new Scenario(Kind.BIG_GET, 300, 10, "", false));
        all.put("multi-put-300", new Scenario(Kind.BIG_PUT, 300, 10, "", false));
        all.put("tls-get-1", new Scenario(Kind.BIG_GET, 1, 512, "", true));
        all.put("tls-get-4", new Scenario(Kind.BIG_GET, 4, 512, "", true));
        all.put("tls-put-1", new Scenario(Kind.BIG_PUT, 1, 512, "", true));
        all.put("tls-small-get-16", new Scenario(Kind.SMALL_GET, 16, 0, "", true));
        all.put("tls-login-16", new Scenario(Kind.LOGIN, 16, 0, "", true));
        for (int sessions : new int[] {1000, 10_000}) {
            all.put("idle-" + sessions, new Scenario(Kind.IDLE, sessions, 0, "", false));
        }
        return all;
    }

    /**
     * What holds for all runs.
     *
     * @param home the user's home, as the client's machine sees it
     * @param seconds for which the clients of a run go on, where it is not the amount that is fixed
     * @param verify whether each byte is compared
     */
    record Terms(Path home, double seconds, boolean verify) {
        private long nanos() {
            return (long) (seconds * 1e9);
        }
    }

    /** Runs it once. */
    Result run(Server server, Terms terms) throws IOException, InterruptedException {
        var processes = new Processes(server.pid());
        return switch (kind) {
            case BIG_GET, BIG_PUT -> big(server, terms, processes);
            case SMALL_GET, SMALL_PUT -> small(server, terms, processes);
            case LOGIN -> logins(server, terms, processes);
            case COMMANDS -> commands(server, terms, processes);
            case LISTING -> listing(server, processes);
            case IDLE -> idle(server, processes);
        };
    }

    /** The CPU time of the server between two moments. */
    private static final class Cpu {
        private final Processes processes;
        private double seconds;

        private Cpu(Processes processes) {
            this.processes = processes;
        }

        private void begin() {
            seconds = -processes.cpu();
        }

        private void end() {
            seconds += processes.cpu();
        }

        private double used() {
            return seconds;
        }
    }

    private Session open(Server server, int number, int bufferSize) throws IOException {
        var session = new Session(server, number, bufferSize);
        if (tls) {
            session.secure();
        }
        session.login();
        session.say(Session.command("TYPE I"), 200);
        return session;
    }

    private Result big(Server server, Terms terms, Processes processes) throws IOException, InterruptedException {
        boolean put = kind == Kind.BIG_PUT;
        int times = clients > 4 || tls ? 1 : 4;
        long bytes = (long) size << 20;
        var retrieve = Session.command("RETR big" + size + ".bin");
        var cpu = new Cpu(processes);
        try (var file = FileChannel.open(terms.home().resolve("big" + size + ".bin"))) {
            var crowd = new Crowd(cpu::begin, cpu::end);
            crowd.run(clients, number -> {
                var session = open(server, number, clients > 4 ? BIG_BUFFER / 4 : BIG_BUFFER);
                var store = Session.command("STOR put/b" + number);
                return new Crowd.Client(session, samples -> {
                    for (int i = 0; i < times; i++) {
                        if (put) {
                            session.store(store, file, bytes);
                        } else if (session.retrieve(retrieve, terms.verify()) != bytes) {
                            throw new IOException("a short download");
                        }
                        samples.add(0);
                    }
                });
            });
            int moved = crowd.latencies().length;
            clean(terms, put, bytes, crowd);
            return new Result(
                    "MiB/s",
                    moved == 0 ? Double.NaN : (double) moved * size / crowd.seconds(),
                    cpu.used() / (moved * bytes / GIBIBYTE),
                    "GiB",
                    Map.of(),
                    crowd.errors(),
                    crowd.firstError());
        }
    }

    /** Compares what was stored, if that is asked for, and takes it away. */
    private static void clean(Terms terms, boolean put, long bytes, Crowd crowd) throws IOException {
        if (!put) {
            return;
        }
        try (var files = Files.list(terms.home().resolve("put"))) {
            for (var file : files.toList()) {
                if (terms.verify()) {
                    try {
                        Content.compare(file, bytes);
                    } catch (IOException e) {
                        crowd.failed(e);
                    }
                }
                Files.delete(file);
            }
        }
    }

    private Result small(Server server, Terms terms, Processes processes) throws IOException, InterruptedException {
        boolean put = kind == Kind.SMALL_PUT;
        var cpu = new Cpu(processes);
        try (var file = FileChannel.open(terms.home().resolve("small/f0"))) {
            var crowd = new Crowd(cpu::begin, cpu::end);
            crowd.run(clients, number -> {
                var session = open(server, number, SMALL_BUFFER);
                var commands = new java.nio.ByteBuffer[64];
                for (int i = 0; i < commands.length; i++) {
                    commands[i] = Session.command(
                            put
                                    ? "STOR put/s" + number + "-" + i
                                    : "RETR small/f" + (number * 37 + i) % Content.SMALL_FILES);
                }
                return new Crowd.Client(session, samples -> {
                    repeat(terms, samples, i -> {
                        var command = commands[i % commands.length];
                        if (put) {
                            session.store(command, file, Content.SMALL);
                        } else if (session.retrieve(command, terms.verify()) != Content.SMALL) {
                            throw new IOException("a short download");
                        }
                    });
                });
            });
            clean(terms, put, Content.SMALL, crowd);
            return rate("files/s", crowd, cpu.used(), 1);
        }
    }

    /** A step of a client. */
    private interface Step {
        void run(int number) throws IOException;
    }

    private static void repeat(Terms terms, Samples samples, Step step) throws IOException {
        long now = System.nanoTime();
        long end = now + terms.nanos();
        for (int i = 0; now < end; i++) {
            step.run(i);
            long after = System.nanoTime();
            samples.add(after - now);
            now = after;
        }
    }

    private static Result rate(String unit, Crowd crowd, double cpu, int ofEach) {
        long[] sorted = crowd.latencies();
        double count = (double) sorted.length * ofEach;
        return new Result(
                unit,
                count == 0 ? Double.NaN : count / crowd.seconds(),
                cpu / count * 1000,
                "1000",
                Map.of("p50_us", Samples.micros(sorted, 0.5), "p99_us", Samples.micros(sorted, 0.99)),
                crowd.errors(),
                crowd.firstError());
    }

    private Result logins(Server server, Terms terms, Processes processes) throws InterruptedException {
        var cpu = new Cpu(processes);
        var crowd = new Crowd(cpu::begin, cpu::end);
        crowd.run(
                clients,
                number -> new Crowd.Client(
                        () -> {},
                        samples -> repeat(terms, samples, _ -> {
                            try (var session = new Session(server, number, 1)) {
                                if (tls) {
                                    session.secure();
                                }
                                session.login().quit();
                            }
                        })));
        return rate("logins/s", crowd, cpu.used(), 1);
    }

    private Result commands(Server server, Terms terms, Processes processes) throws InterruptedException {
        var batch = Session.command(String.join("\r\n", java.util.Collections.nCopies(size, "NOOP")));
        var cpu = new Cpu(processes);
        var crowd = new Crowd(cpu::begin, cpu::end);
        crowd.run(clients, number -> {
            var session = open(server, number, 1);
            return new Crowd.Client(session, samples -> {
                repeat(terms, samples, _ -> session.pipeline(batch, size, 200));
            });
        });
        return rate("commands/s", crowd, cpu.used(), size);
    }

    private Result listing(Server server, Processes processes) throws InterruptedException {
        int times = size > 10_000 ? 3 : 7;
        var command = Session.command(word + " d" + size);
        var cpu = new Cpu(processes);
        var crowd = new Crowd(cpu::begin, cpu::end);
        crowd.run(1, number -> {
            var session = open(server, number, BIG_BUFFER);
            return new Crowd.Client(session, samples -> {
                for (int i = 0; i < times; i++) {
                    long before = System.nanoTime();
                    if (session.retrieve(command, false) < 10L * size) {
                        throw new IOException("a short listing");
                    }
                    samples.add(System.nanoTime() - before);
                }
            });
        });
        long[] sorted = crowd.latencies();
        return new Result(
                "s",
                Samples.micros(sorted, 0.5) / 1e6,
                cpu.used() / sorted.length,
                "listing",
                Map.of(),
                crowd.errors(),
                crowd.firstError());
    }

    private Result idle(Server server, Processes processes) throws IOException, InterruptedException {
        long before = processes.memory();
        double cpu = processes.cpu();
        var sessions = new ArrayList<Session>();
        var crowd = new Crowd(() -> {}, () -> {});
        long start = System.nanoTime();
        try {
            for (int i = 0; i < clients; i++) {
                try {
                    sessions.add(open(server, i, 1));
                } catch (IOException e) {
                    crowd.failed(e);
                }
            }
            double opened = (System.nanoTime() - start) / 1e9;
            double toOpen = processes.cpu() - cpu;
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            double settled = processes.cpu();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            long memory = processes.memory();
            double idle = (processes.cpu() - settled) / 2;
            double[] noop = noop(sessions, crowd);
            int count = Math.max(1, sessions.size());
            return new Result(
                    "KiB/session",
                    (double) (memory - before) / count,
                    toOpen / count * 1000,
                    "1000",
                    Map.of(
                            "opened",
                            (double) sessions.size(),
                            "opened_per_s",
                            sessions.size() / opened,
                            "pss_mib",
                            memory / 1024.0,
                            "idle_cpu",
                            idle,
                            "p50_us",
                            noop[0],
                            "p99_us",
                            noop[1]),
                    crowd.errors(),
                    crowd.firstError());
        } finally {
            for (var session : sessions) {
                session.close();
            }
        }
    }

    private static double[] noop(List<Session> sessions, Crowd crowd) {
        var command = Session.command("NOOP");
        var samples = new Samples();
        for (int i = 0; i < 2000 && !sessions.isEmpty(); i++) {
            long before = System.nanoTime();
            try {
                sessions.get((i * 7919) % sessions.size()).say(command, 200);
                samples.add(System.nanoTime() - before);
            } catch (IOException e) {
                crowd.failed(e);
            }
        }
        long[] sorted = Samples.sorted(Arrays.asList(samples));
        return new double[] {Samples.micros(sorted, 0.5), Samples.micros(sorted, 0.99)};
    }
}
