package ferry;

import com.google.gson.JsonObject;
import ferry.admin.ControlClient;
import ferry.admin.RefusedException;
import ferry.admin.Request;
import ferry.config.ConfigReader;
import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The running daemon that a command is for, found by its control socket. Shared by those commands. */
final class Daemon {
    @Mixin
    private final Main.Sources sources = new Main.Sources();

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** What a command does with the daemon. */
    @FunctionalInterface
    interface Work {
        /** Does it; returns the exit code. */
        int run(ControlClient client) throws IOException, RefusedException;
    }

    /** Does it; where the daemon says no, the exit code is 1, or 2 when the configuration is to blame. */
    int work(Work work) {
        return Main.reporting(() -> {
            try (var client = connect()) {
                return work.run(client);
            } catch (RefusedException e) {
                e.faults().forEach(err()::println);
                err().println("ferry: " + e.words());
                return e.faults().isEmpty() ? 1 : Main.WRONG_CONFIGURATION;
            }
        });
    }

    /** Asks the daemon one thing; see {@link #work}. */
    int ask(Request request, java.util.function.Consumer<JsonObject> answer) {
        return work(client -> {
            answer.accept(client.ask(request));
            return 0;
        });
    }

    private ControlClient connect() throws FaultyFileException, IOException {
        return ControlClient.connect(ConfigReader.control(sources.found())
                .orElseThrow(() -> new IOException("control.socket is empty: no daemon can be asked")));
    }

    /** Puts an argument among others, if it was given. */
    static void put(Map<String, String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
