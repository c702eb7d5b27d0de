package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A terminal of tmux on a socket of its own, in which one command runs. */
final class Tmux implements AutoCloseable {
    private final Path folder;

    private Tmux(Path folder) {
        this.folder = folder;
    }

    /** Runs a command of the shell in a terminal of this size. */
    static Tmux run(Path folder, int columns, int rows, String command) {
        var tmux = new Tmux(folder);
        tmux.call(
                "new-session",
                "-d",
                "-s",
                "it",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                command);
        return tmux;
    }

    private String call(String... words) {
        try {
            var command = new ArrayList<>(
                    List.of("tmux", "-u", "-S", folder.resolve("tmux").toString(), "-f", "/dev/null"));
            command.addAll(List.of(words));
            var out = Files.createTempFile(folder, "tmux", ".out");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().keySet().removeAll(List.of("TMUX", "NO_COLOR"));
            var process = builder.start();
            process.getOutputStream().close();
            int exit = process.waitFor();
            String text = Files.readString(out, StandardCharsets.UTF_8);
            assertEquals(0, exit, text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the terminal shows. */
    String shown() {
        return call("capture-pane", "-p", "-t", "it");
    }

    /** The same with its colours. */
    String coloured() {
        return call("capture-pane", "-p", "-e", "-t", "it");
    }

    /** Waits until the terminal shows this, and returns all that it shows. */
    String await(String expression) {
        var pattern = Pattern.compile(expression, Pattern.DOTALL);
        var last = new String[] {""};
        try {
            Eventually.holdsInTheEnd(expression, () -> {
                last[0] = shown();
                return pattern.matcher(last[0]).find();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + last[0], e);
        }
        return last[0];
    }

    /** Presses keys, by tmux's names. */
    Tmux press(String... keys) {
        var words = new ArrayList<>(List.of("send-keys", "-t", "it"));
        words.addAll(List.of(keys));
        call(words.toArray(String[]::new));
        return this;
    }

    /** Changes the size of the terminal. */
    Tmux resize(int columns, int rows) {
        call("resize-window", "-t", "it", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
        return this;
    }

    /** The shell that runs the command. */
    ProcessHandle shell() {
        return ProcessHandle.of(Long.parseLong(
                        call("list-panes", "-t", "it", "-F", "#{pane_pid}").strip()))
                .orElseThrow();
    }

    @Override
    public void close() {
        call("kill-server");
    }
}
