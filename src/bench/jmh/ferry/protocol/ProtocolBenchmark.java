package ferry.protocol;

import ferry.command.Dispatcher;
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

/** What it takes to read arguments, and to word a reply. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ProtocolBenchmark {
    private final VirtualPath folder = VirtualPath.ROOT.child("a").child("folder");
    private String line = "RETR some/file.bin";
    private String address = "127,0,0,1,200,13";
    private String extended = "|1|127.0.0.1|51213|";
    private String path = "../other/folder/./file.bin";

    @Benchmark
    public Dispatcher.Line line() {
        return Dispatcher.Line.of(line);
    }

    @Benchmark
    public HostPort hostPort() throws ReplyException {
        return HostPort.parse(address);
    }

    @Benchmark
    public HostPort extendedHostPort() throws ReplyException {
        return HostPort.parseExtended(extended);
    }

    @Benchmark
    public VirtualPath path() {
        return folder.resolve(path);
    }

    @Benchmark
    public byte[] reply() {
        return Reply.of(ReplyCode.OKAY, "Done").encode(NameCoding.UTF_8);
    }
}
