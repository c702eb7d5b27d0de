package ferry.fault;

import ferry.client.Dialogue;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon takes at a moment.
 *
 * @param heap the bytes of all objects that are in use, in KiB
 * @param resident the memory of the process, in KiB
 * @param threads its threads of the system
 * @param descriptors its open descriptors
 * @param sessions the sessions that SITE WHO tells
 * @param parts the partial files on the disk
 * @param processor the time of processors that it has taken
 */
record Sample(long heap, long resident, long threads, long descriptors, long sessions, long parts, Duration processor) {
    private static final Pattern TOTAL = Pattern.compile("(?s).*Total +[0-9]+ +([0-9]+).*");

    /** Looks at a daemon, after a collection of garbage; {@code admin} is logged in as an administrator. */
    static Sample of(Daemon daemon, Dialogue admin) throws IOException, InterruptedException {
        var process = daemon.virtualMachine();
        String live = jcmd(process.pid(), "GC.class_histogram");
        var proc = Path.of("/proc", Long.toString(process.pid()));
        return new Sample(
                Long.parseLong(TOTAL.matcher(live).replaceFirst("$1")) / 1024,
                status(proc, "VmRSS"),
                status(proc, "Threads"),
                descriptors(proc),
                admin.say("SITE WHO").expect("2.*").lines().count() - 2,
                parts(daemon.home()),
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

    private static long descriptors(Path proc) throws IOException {
        try (var descriptors = Files.list(proc.resolve("fd"))) {
            return descriptors.count();
        }
    }

    /** Counts while clients make and delete folders. */
    private static long parts(Path home) throws IOException {
        var count = new AtomicLong();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
                return count(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                return count(file);
            }

            private FileVisitResult count(Path path) {
                if (path.getFileName().toString().startsWith(".ferry-")) {
                    count.incrementAndGet();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return count.get();
    }

    /** The trends of samples. */
    static List<Trend> trends(List<Sample> samples) {
        return List.of(
                trend("heap KiB", samples, Sample::heap, 0.10, 3_000),
                trend("resident KiB", samples, Sample::resident, 0.10, 15_000),
                trend("threads", samples, Sample::threads, 0, 10),
                trend("descriptors", samples, Sample::descriptors, 0, 15),
                trend("sessions", samples, Sample::sessions, 0, 5),
                trend("partial files", samples, Sample::parts, 0, 15));
    }

    private static Trend trend(
            String name, List<Sample> samples, ToLongFunction<Sample> figure, double part, double least) {
        var figures = samples.stream()
                .map(sample -> (double) figure.applyAsLong(sample))
                .toList();
        return Trend.of(name, figures, part, least);
    }

    @Override
    public String toString() {
        return "heap %,7d KiB  resident %,8d KiB  threads %4d  descriptors %4d  sessions %3d  partial files %3d  processor %s"
                .formatted(heap, resident, threads, descriptors, sessions, parts, processor);
    }
}
