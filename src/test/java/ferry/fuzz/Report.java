package ferry.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What was done with a target: a line in {@code target/fuzz.txt}, and on the screen for a long run. */
final class Report {
    private static final int MIB = 1024 * 1024;

    private final String name;
    private final long begin = System.nanoTime();
    private final Budget budget;
    private final long heapBefore;
    private long inputs;
    private long bytes;
    private long slowest;
    private int slowestLength;
    private long largest;
    private int outcomes;

    Report(String name, Budget budget) {
        this.name = name;
        this.budget = budget;
        heapBefore = heap();
    }

    private long heap() {
        if (budget.longRun()) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Counts an input. */
    void add(int length, long nanos, long memory) {
        inputs++;
        bytes += length;
        largest = Math.max(largest, memory);
        if (nanos > slowest) {
            slowest = nanos;
            slowestLength = length;
        }
    }

    /** Counts different outcomes. */
    void outcomes(int count) {
        outcomes += count;
    }

    /** Writes the line. */
    void write() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%-22s %,12d inputs %,15d bytes %8.1f s %6d outcomes; slowest %7.1f ms (%,d bytes), most memory %,d KiB,"
                        + " heap %d to %d MiB, seeds %d and %d",
                name,
                inputs,
                bytes,
                seconds,
                outcomes,
                slowest / 1e6,
                slowestLength,
                largest / 1024,
                heapBefore / MIB,
                heap() / MIB,
                budget.seeds().getFirst(),
                budget.seeds().getLast());
        write(line);
    }

    /** Writes the line of whole sessions. */
    void sessions(long sessions, long commands) {
        write(String.format(
                Locale.ROOT,
                "%-22s %,12d sessions, %,d commands %8.1f s, heap %d to %d MiB, seeds %d and %d",
                name,
                sessions,
                commands,
                (System.nanoTime() - begin) / 1e9,
                heapBefore / MIB,
                heap() / MIB,
                budget.seeds().getFirst(),
                budget.seeds().getLast()));
    }

    private void write(String line) {
        if (budget.longRun()) {
            System.out.println(line);
        }
        try {
            Files.write(
                    Path.of("target", "fuzz.txt"), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
