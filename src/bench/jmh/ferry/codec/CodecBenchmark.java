package ferry.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the codecs take for 64 KiB of text: line ends for TYPE A, unpacking for MODE Z. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
    private static final int SIZE = 64 << 10;

    private final byte[] text = "A line of text, as long as lines usually are, more or less.\n"
            .repeat(SIZE / 60)
            .getBytes(StandardCharsets.US_ASCII);
    private final byte[] packed = packed(text);
    private final byte[] buffer = new byte[16 << 10];

    private static byte[] packed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Benchmark
    public void lineEnds() throws IOException {
        try (var out = new AsciiOutputStream(OutputStream.nullOutputStream())) {
            out.write(text, 0, text.length);
        }
    }

    @Benchmark
    public int unpack() throws IOException {
        int count = 0;
        try (var in = new Inflating(new ByteArrayInputStream(packed), 0, 0)) {
            for (int read = in.read(buffer, 0, buffer.length); read > 0; read = in.read(buffer, 0, buffer.length)) {
                count += read;
            }
        }
        return count;
    }
}
