package ferry.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import ferry.protocol.Escaped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Runs programs, the only place that does. No shell is between: a program gets its arguments as they are. It gets a few
 * variables of the daemon's environment, those that tell of the event, and the event as JSON on its standard input. What it
 * writes goes to a file, of which the end is told when it fails.
 *
 * <p>Files and no pipes, because a pipe that a program has left to a child of its own is never at its end.
 */
final class Programs {
    private static final Logger LOG = LogManager.getLogger(Programs.class);
    private static final List<String> INHERITED = List.of("HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ");
    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final long MOST_OUTPUT = 1 << 20;
    private static final int TOLD_OUTPUT = 1024;
    private static final long COURTESY_SECONDS = 2;

    private final Path running;
    private final Path base;

    /** The files that programs are given are in the one folder, and they work in the other. */
    Programs(Path running, Path base) {
        this.running = running;
        this.base = base;
    }

    /** Runs a program to its end, or to the end of its time. */
    Outcome run(Command command, Attempt attempt) throws InterruptedException {
        String name = attempt.rule().name() + "." + attempt.field("id");
        var in = running.resolve(name + ".in");
        var out = running.resolve(name + ".out");
        try (var values = new Values(attempt, running)) {
            create(in, attempt.json() + "\n");
            create(out, "");
            var process = start(command, values, attempt, in, out);
            return outcome(process, attempt.rule().terms(), out);
        } catch (IOException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } finally {
            delete(in);
            delete(out);
        }
    }

    private static void create(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, SpoolFolder.owner(file, false));
        Files.writeString(file, text);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", file, e.toString());
        }
    }

    private Process start(Command command, Values values, Attempt attempt, Path in, Path out) throws IOException {
        var builder = new ProcessBuilder(command.words(values::text));
        environment(builder.environment(), values, attempt);
        return builder.directory(base.toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
    }

    private static void environment(Map<String, String> environment, Values values, Attempt attempt) {
        var kept = new HashMap<>(environment);
        kept.keySet().retainAll(INHERITED);
        environment.clear();
        environment.putAll(kept);
        environment.put("PATH", SEARCH_PATH);
        environment.put("FERRY_RULE", attempt.rule().name());
        environment.put("FERRY_ATTEMPT", Integer.toString(attempt.number()));
        for (String field : Fields.NAMES) {
            String value = values.text(field);
            if (!value.isEmpty()) {
                environment.put(Fields.variable(field), value);
            }
        }
    }

    private static Outcome outcome(Process process, Rule.Terms terms, Path out)
            throws InterruptedException, IOException {
        try {
            long end = System.nanoTime() + terms.timeout().toNanos();
            while (true) {
                long left = end - System.nanoTime();
                if (process.waitFor(Math.min(Math.max(left, 0), TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS)) {
                    break;
                }
                if (left <= 0) {
                    return new Outcome.Failed("killed after " + terms.timeout().toSeconds() + " s" + said(out));
                }
                bound(out);
            }
        } finally {
            if (process.isAlive()) {
                kill(process);
            }
        }
        int exit = process.exitValue();
        return exit == 0 ? new Outcome.Delivered() : new Outcome.Failed("exit code " + exit + said(out));
    }

    /** A program that writes without end must not fill the disk; it appends, so what comes then stands at the beginning. */
    private static void bound(Path out) throws IOException {
        if (Files.size(out) > MOST_OUTPUT) {
            try (var channel = FileChannel.open(out, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    /** The end of what it has written. */
    private static String said(Path out) throws IOException {
        try (var channel = FileChannel.open(out, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(TOLD_OUTPUT);
            channel.read(buffer, Math.max(0, channel.size() - TOLD_OUTPUT));
            String text = UTF_8.decode(buffer.flip()).toString().strip();
            return text.isEmpty() ? "" : ": " + Escaped.text(text);
        }
    }

    /** Ends it with all that it has started, first by asking. */
    private static void kill(Process process) {
        var tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(COURTESY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
