package ferry.fault;

import ferry.client.Dialogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a daemon takes at a moment.
 *
 * @param heap the live bytes of the heap, in KiB
 * @param resident the memory of the process, in KiB
 * @param threads its threads of the system
 * @param descriptors its open descriptors
 * @param sessions the sessions that SITE WHO tells
 * @param parts the partial files on the disk
 * @param processor the time of processors that it has taken
 */
record Sample(long heap, long resident, long threads, long descriptors, long sessions, long parts, Duration processor) {
    private static final Pattern USED = Pattern.compile("(?s).*?used ([0-9]+)K.*");

    /** Looks at a daemon, after a collection of garbage; {@code admin} is logged in as an administrator. */
    static Sample of(Daemon daemon, Dialogue admin) throws IOException, InterruptedException {
        var process = daemon.virtualMachine();
        jcmd(process.pid(), "GC.run");
        String heap = jcmd(process.pid(), "GC.heap_info");
        var proc = Path.of("/proc", Long.toString(process.pid()));
        return new Sample(
                Long.parseLong(USED.matcher(heap).replaceFirst("$1")),
                status(proc, "VmRSS"),
                status(proc, "Threads"),
                count(Files.list(proc.resolve("fd"))),
                admin.say("SITE WHO").expect("2.*").lines().count() - 2,
                count(Files.walk(daemon.home())
                        .filter(path -> path.getFileName().toString().startsWith(".ferry-"))),
                process.info().totalCpuDuration().orElse(Duration.ZERO));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            String text = String.join("\n", out.lines().toList());
            process.waitFor();
            return text;
        }
    }

    private static long status(Path proc, String key) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Stream<Path> paths) {
        try (paths) {
            return paths.count();
        }
    }

    /** The trends of samples. */
    static List<Trend> trends(List<Sample> samples) {
        return List.of(
                Trend.of("heap KiB", samples.stream().map(sample -> (double) sample.heap()).toList(), 0.10, 3_000),
                Trend.of("resident KiB", samples.stream().map(sample -> (double) sample.resident()).toList(), 0.10, 15_000),
                Trend.of("threads", samples.stream().map(sample -> (double) sample.threads()).toList(), 0, 10),
                Trend.of("descriptors", samples.stream().map(sample -> (double) sample.descriptors()).toList(), 0, 15),
                Trend.of("sessions", samples.stream().map(sample -> (double) sample.sessions()).toList(), 0, 5),
                Trend.of("partial files", samples.stream().map(sample -> (double) sample.parts()).toList(), 0, 15));
    }

    @Override
    public String toString() {
        return "heap %,7d KiB  resident %,8d KiB  threads %4d  descriptors %4d  sessions %3d  partial files %3d  processor %s"
                .formatted(heap, resident, threads, descriptors, sessions, parts, processor);
    }
}
