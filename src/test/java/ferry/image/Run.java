package ferry.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that ends by itself. */
final class Run {
    private static final int SECONDS = 120;

    /** How it ended and what it printed. */
    record Outcome(int exit, String text) {}

    private Run() {}

    /** Runs it in the environment of the test. */
    static Outcome of(String... words) throws Exception {
        return of(List.of(words), System.getenv());
    }

    /** Runs it in this environment and no other. */
    static Outcome of(List<String> words, Map<String, String> environment) throws Exception {
        var text = Files.createTempFile("run", ".txt");
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(text.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String printed = Files.readString(text, StandardCharsets.ISO_8859_1);
            assertTrue(ended, () -> words + " does not end\n" + printed);
            return new Outcome(process.exitValue(), printed);
        } finally {
            Files.delete(text);
        }
    }
}
