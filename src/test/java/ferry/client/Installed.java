package ferry.client;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What tests need of the machine. Where it is not installed, the test is skipped; under {@code -Dferry.clients=required} it
 * fails.
 */
public final class Installed {
    private Installed() {}

    /** Skips the test, or fails it, where a program is not installed. */
    public static void require(String program) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        require(program, installed);
    }

    /** Skips the test, or fails it, where what it needs is not installed. */
    public static void require(String what, boolean installed) {
        if (!installed) {
            String message = what + " is not installed";
            if ("required".equals(System.getProperty("ferry.clients"))) {
                fail(message);
            }
            abort(message);
        }
    }
}
