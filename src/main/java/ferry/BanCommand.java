package ferry;

import ferry.admin.Json;
import ferry.admin.Request;
import ferry.config.ConfigReader;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ferry ban}: a ban that the running daemon takes at once. */
@Command(
        name = "ban",
        description = "Bans an address or a network at once, and ends the sessions that it has.",
        mixinStandardHelpOptions = true)
final class BanCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "an address, or a network such as 192.0.2.0/24")
    private String address = "";

    @Option(names = "--for", paramLabel = "TIME", description = "how long, such as 1h or 7d; ban.time otherwise")
    private @Nullable String time;

    @Option(names = "--reason", paramLabel = "TEXT", description = "what \"bans list\" is to tell")
    private @Nullable String reason;

    @Option(names = "--keep-sessions", description = "lets sessions that are there go on")
    private boolean keepSessions;

    @Override
    public Integer call() {
        var arguments = new HashMap<String, String>();
        arguments.put("address", address);
        Daemon.put(arguments, "reason", reason);
        if (time != null) {
            arguments.put("seconds", seconds(time));
        }
        if (keepSessions) {
            arguments.put("keep-sessions", "true");
        }
        return daemon.ask(new Request("ban", arguments), answer -> {
            String network = Json.text(answer, "network");
            daemon.out().println("banned " + network + " until " + Json.text(answer, "until"));
            var kicked = Json.texts(answer, "kicked");
            if (!kicked.isEmpty()) {
                daemon.out().println("ended " + kicked.size() + (kicked.size() == 1 ? " session" : " sessions"));
            }
            if (Json.flag(answer, "trusted")) {
                daemon.err().println("ferry: " + network + " is in trusted-addresses, and is served all the same");
            }
        });
    }

    private String seconds(String text) {
        try {
            return Long.toString(Math.max(1, ConfigReader.time(text).toSeconds()));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--for: " + e.getMessage(), e);
        }
    }
}
