package ferry.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running image, in a network of its own, with a tree that nobody can write but for its volume. */
final class Container implements AutoCloseable {
    private final Image image;
    private final Path volume;
    private final Map<String, String> environment;
    private final Path out;
    private final Process process;

    private Container(Image image, Path volume, Map<String, String> environment, Path out, Process process) {
        this.image = image;
        this.volume = volume;
        this.environment = environment;
        this.out = out;
        this.process = process;
    }

    /** Starts the image with this volume, and these variables beside its own, as {@code docker run --read-only} does. */
    static Container start(Image image, Path volume, Map<String, String> variables) throws IOException {
        var environment = new HashMap<>(image.environment());
        environment.putAll(variables);
        var out = Files.createTempFile("container", ".txt");
        var builder = new ProcessBuilder(image.command(volume, List.of()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Container(image, volume, environment, out, builder.start());
    }

    /** Waits until it is ready; fails when it ends before. */
    Container ready() {
        Eventually.holdsInTheEnd("the container to be ready", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(log());
            }
            return log().lines().anyMatch(line -> line.startsWith("ready "));
        });
        return this;
    }

    /** Runs a command to its end in a container of its own, behind the entry point. */
    static Run.Outcome run(Image image, Path volume, Map<String, String> variables, String... words) throws Exception {
        var environment = new HashMap<>(image.environment());
        environment.putAll(variables);
        return Run.of(image.command(volume, List.of(words)), environment);
    }

    /** Runs a command to its end in a container of its own, in place of the entry point. */
    static Run.Outcome runBare(Image image, Path volume, List<String> words) throws Exception {
        return Run.of(image.bareCommand(volume, words), image.environment());
    }

    /** Runs a command beside the daemon, as {@code docker exec} does. */
    Run.Outcome exec(List<String> words) throws Exception {
        return Run.of(inside(words), environment);
    }

    /** Begins a command beside the daemon, whose input the caller writes. */
    Process begin(String... words) throws IOException {
        var builder = new ProcessBuilder(inside(List.of(words)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> inside(List<String> words) {
        String first = Long.toString(first().pid());
        var all = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                first,
                "--mount",
                "--pid",
                "--net",
                "--ipc",
                "--uts",
                "--root",
                "--wdns=" + image.folder()));
        all.addAll(List.of("setpriv", "--reuid=" + image.userId(), "--regid=" + image.userId(), "--clear-groups"));
        all.addAll(List.of("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"));
        all.addAll(words);
        return all;
    }

    /** The same. */
    Run.Outcome exec(String... words) throws Exception {
        return exec(List.of(words));
    }

    /** The first process of the container, which gets the signals. */
    ProcessHandle first() {
        return process.children().findFirst().orElseThrow();
    }

    /** Stops it as {@code docker stop} does, and returns its exit code. */
    int stop() throws InterruptedException {
        first().destroy();
        return awaitEnd();
    }

    /** Waits for its end, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the container does not end");
        return process.exitValue();
    }

    /** All that it has printed. */
    String log() throws IOException {
        return Files.readString(out);
    }

    /** The volume. */
    Path volume() {
        return volume;
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        Files.delete(out);
    }
}
