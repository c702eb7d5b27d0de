package ferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A server's processes, as /proc tells of them. */
final class Processes {
    private static final double TICKS = 100;

    private final ProcessHandle first;

    /** The tree below this process. */
    Processes(long pid) {
        first = ProcessHandle.of(pid).orElseThrow(() -> new IllegalArgumentException("no process " + pid));
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(first), first.descendants());
    }

    /** The CPU time of all, in seconds, with that of children that have ended. */
    double cpu() {
        return all().mapToLong(Processes::ticks).sum() / TICKS;
    }

    private static long ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Stream.of(11, 12, 13, 14)
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** The memory of all, in KiB; what several share counts once. */
    long memory() {
        return all().mapToLong(Processes::pss).sum();
    }

    private static long pss(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
