package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that was started.
 *
 * @param command how it was called
 * @param process the program
 * @param out where its standard output goes
 * @param err where its standard error goes
 */
record Running(String command, Process process, Path out, Path err) {
    private static final int PATIENCE_SECONDS = 60;
    private static final int COURTESY_SECONDS = 5;
    private static final int MOST_SHOWN = 20_000;

    /** Starts a program whose streams are files in this folder, which is made. */
    static Running start(ProcessBuilder program, Map<String, String> environment, Path folder, String input) {
        try {
            Files.createDirectory(folder);
            var in = Files.writeString(folder.resolve("in"), input);
            var out = folder.resolve("out");
            var err = folder.resolve("err");
            program.environment().clear();
            program.environment().putAll(environment);
            program.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            return new Running(String.join(" ", program.command()), program.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end; fails when this takes too long. */
    Outcome outcome() {
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                kill();
                fail("not ended in " + PATIENCE_SECONDS + " seconds: " + command);
            }
            return new Outcome(command, process.exitValue(), Files.readAllBytes(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has said so far on its standard output. */
    String said() {
        return text(out);
    }

    /** Ends it at once, with all that it has started. */
    void kill() {
        var all = tree();
        all.forEach(ProcessHandle::destroyForcibly);
        assertTrue(ended(all, PATIENCE_SECONDS), () -> "cannot be killed: " + command);
    }

    /** Asks it to end, with all that it has started; kills what does not. */
    void end() {
        var all = tree();
        all.forEach(ProcessHandle::destroy);
        if (!ended(all, COURTESY_SECONDS)) {
            kill();
        }
    }

    private List<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private static boolean ended(List<ProcessHandle> processes, int seconds) {
        return Await.within(
                Duration.ofSeconds(seconds), () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String end(Path file) {
        String text = text(file);
        return text.substring(Math.max(0, text.length() - MOST_SHOWN));
    }

    /** The command, its exit code if it has ended, and the last part of what it said. */
    @Override
    public String toString() {
        String state = process.isAlive() ? "is running" : "exit code " + process.exitValue();
        return "$ " + command + "\n" + end(out) + end(err) + "[" + state + "]";
    }
}
