package ferry.server;

import ferry.protocol.NameCoding;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to read a command line from bytes that have come already. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LineReaderBenchmark {
    private static final int LINES = 64;

    private final byte[] bytes = "RETR some/file.bin\r\n".repeat(LINES).getBytes(StandardCharsets.US_ASCII);
    private final Socket none = new Socket();

    @Benchmark
    @OperationsPerInvocation(LINES)
    public LineReader.Input lines() throws IOException {
        var reader = new LineReader(new ControlStream.Clear(none, bytes));
        LineReader.Input last = reader.next(NameCoding.UTF_8, () -> {});
        for (int i = 1; i < LINES; i++) {
            last = reader.next(NameCoding.UTF_8, () -> {});
        }
        return last;
    }
}
