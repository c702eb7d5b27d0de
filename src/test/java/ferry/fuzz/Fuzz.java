package ferry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a target over its corpus, and over inputs made from seeds, and fails with the shortest input that still makes the
 * target fail in the same way. An input that takes too long, or too much memory, is a failure too.
 *
 * <p>One thread does all of it, and another one watches the time: it fails without waiting for an input that hangs.
 */
public final class Fuzz {
    /** On a machine that is very busy, since only a hang is looked for; see {@link #MOST_CPU} for slowness. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration MOST_CPU = Duration.ofMillis(100);
    private static final long MOST_MEMORY = 64L * 1024 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final List<byte[]> pieces = new ArrayList<>();
    private int longest = 8192;
    private Budget budget = Budget.of(20_000, Duration.ofMillis(300));

    private Fuzz(String name) {
        this.name = name;
    }

    /** A target of this name, which is also that of its corpus, with pieces of its language. */
    public static Fuzz of(String name, String... pieces) {
        return new Fuzz(name).and(UTF_8, pieces);
    }

    /** With more pieces, in this charset. */
    public Fuzz and(Charset charset, String... more) {
        for (String piece : more) {
            pieces.add(piece.getBytes(charset));
        }
        return this;
    }

    /** With pieces of bytes. */
    public Fuzz and(byte[]... more) {
        pieces.addAll(List.of(more));
        return this;
    }

    /** With inputs of up to so many bytes; else as long as a line may be. */
    public Fuzz longest(int bytes) {
        longest = bytes;
        return this;
    }

    /** With so many inputs in a build, in so much time at the most. */
    public Fuzz shortly(long inputs, Duration time) {
        budget = Budget.of(inputs, time);
        return this;
    }

    /** Runs it; throws AssertionError with the input for which the target fails. */
    public void run(Target target) {
        var current = new AtomicReference<>(new Trial(new byte[0], System.nanoTime()));
        var work = new FutureTask<Void>(() -> {
            run(target, current);
            return null;
        });
        var worker = Thread.ofPlatform().daemon().name("fuzz " + name).start(work);
        while (true) {
            try {
                work.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException _) {
                var trial = Objects.requireNonNull(current.get());
                if (System.nanoTime() - trial.since() > LONGEST.toNanos()) {
                    var hang = new AssertionError(story("hangs", trial.input()));
                    hang.setStackTrace(worker.getStackTrace());
                    throw hang;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof AssertionError failure ? failure : new AssertionError(name, e.getCause());
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody changes it
    private record Trial(byte[] input, long since) {}

    private void run(Target target, AtomicReference<Trial> current) {
        var report = new Report(name, budget);
        var corpus = Corpus.read(name);
        for (byte[] input : corpus) {
            take(target, input, current, report, "the corpus");
        }
        for (long seed : budget.seeds()) {
            var inputs = new Inputs(new Random(seed + name.hashCode()), pieces, corpus, longest);
            long count = Math.max(1, budget.inputs() / budget.seeds().size());
            long end =
                    System.nanoTime() + budget.time().toNanos() / budget.seeds().size();
            for (long i = 0; i < count && System.nanoTime() < end; i++) {
                byte[] input = inputs.next();
                inputs.outcome(input, take(target, input, current, report, "input " + i + " of seed " + seed));
            }
            report.outcomes(inputs.outcomes());
        }
        report.write();
    }

    private String take(Target target, byte[] input, AtomicReference<Trial> current, Report report, String where) {
        current.set(new Trial(input, System.nanoTime()));
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long begin = THREADS.getCurrentThreadCpuTime();
        try {
            String outcome = target.take(input, choices(input));
            long nanos = THREADS.getCurrentThreadCpuTime() - begin;
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - memory;
            report.add(input.length, nanos, bytes);
            if (nanos > MOST_CPU.toNanos() && slowAgain(target, input)) {
                throw new AssertionError("takes " + nanos / 1_000_000 + " ms of a processor");
            }
            if (bytes > MOST_MEMORY) {
                throw new AssertionError("takes " + bytes / 1024 / 1024 + " MiB of memory");
            }
            return outcome;
        } catch (Exception | Error e) {
            byte[] shortest = new Shrinking(target, e, current).shrink(input);
            throw new AssertionError(story("fails: " + e + ", first for " + where, shortest), e);
        }
    }

    /** The first time may have been one of loading classes and collecting garbage. */
    private static boolean slowAgain(Target target, byte[] input) throws Exception {
        long begin = THREADS.getCurrentThreadCpuTime();
        target.take(input, choices(input));
        return THREADS.getCurrentThreadCpuTime() - begin > MOST_CPU.toNanos();
    }

    private static Random choices(byte[] input) {
        return new Random(Arrays.hashCode(input));
    }

    private String story(String what, byte[] input) {
        return "fuzz target " + name + " " + what + "\nthe line for src/test/resources/fuzz/" + name + ".txt:\n"
                + Corpus.encode(input);
    }

    /** Cuts pieces out of an input as long as the target fails in the same way. */
    private record Shrinking(Target target, Throwable failure, AtomicReference<Trial> current) {
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        byte[] shrink(byte[] input) {
            byte[] shortest = input;
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (int step = Math.max(1, input.length / 2); step > 0; step /= 2) {
                for (int from = 0; from < shortest.length && System.nanoTime() < end; ) {
                    byte[] shorter = Inputs.joined(shortest, from, new byte[0], Math.min(shortest.length, from + step));
                    if (failsToo(shorter)) {
                        shortest = shorter;
                    } else {
                        from += step;
                    }
                }
            }
            return shortest;
        }

        private boolean failsToo(byte[] input) {
            current.set(new Trial(input, System.nanoTime()));
            try {
                target.take(input, choices(input));
                return false;
            } catch (Exception | Error e) {
                return e.getClass().equals(failure.getClass()) && place(e).equals(place(failure));
            }
        }

        private static String place(Throwable failure) {
            return Arrays.stream(failure.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("ferry."))
                    .findFirst()
                    .map(StackTraceElement::toString)
                    .orElse("");
        }
    }
}
