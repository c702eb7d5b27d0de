package ferry.command;

import ferry.file.Entry;
import ferry.protocol.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the line of one entry takes in LIST; the lines of MLSD need a session, and are measured by src/bench/run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ListingBenchmark {
    private final LineFormat format = new LineFormat(Instant.now());
    private final Entry entry = entry();

    private static Entry entry() {
        try {
            var facts = Files.readAttributes(
                    Path.of(System.getProperty("java.home"), "release"), PosixFileAttributes.class);
            return new Entry(
                    "some-file-000001.txt", Entry.Kind.FILE, facts.size(), facts, Optional.empty(), false, Set.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public Line line() {
        return format.line(entry);
    }
}
