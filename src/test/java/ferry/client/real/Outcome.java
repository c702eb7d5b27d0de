package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a client has ended. */
final class Outcome {
    private final String command;
    private final int exit;
    private final byte[] out;
    private final String err;

    /** The command, its exit code, and its standard output and error. */
    Outcome(String command, int exit, byte[] out, String err) {
        this.command = command;
        this.exit = exit;
        this.out = out;
        this.err = err;
    }

    /** Fails unless it ended well. */
    Outcome ok() {
        return exits(0);
    }

    /** Fails unless it ended with this code. */
    Outcome exits(int code) {
        assertEquals(code, exit, () -> "exit code of " + command);
        return this;
    }

    /** Fails unless this stands in what it said. */
    Outcome says(String part) {
        assertTrue(count(part) > 0, () -> "no \"" + part + "\" from " + command);
        return this;
    }

    /** How often this stands in what it said. */
    int count(String part) {
        return Splitter.on(part).splitToList(all()).size() - 1;
    }

    /** Its exit code. */
    int code() {
        return exit;
    }

    /** All that it said: its standard output, then its standard error. */
    String all() {
        return text() + err;
    }

    /** Its standard output. */
    byte[] bytes() {
        return out.clone();
    }

    /** Its standard output as text. */
    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    /** The lines of its standard output. */
    List<String> lines() {
        return text().lines().toList();
    }
}
