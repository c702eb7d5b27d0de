package ferry;

import ferry.admin.Json;
import ferry.admin.Request;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ferry kick}: the end of sessions. */
@Command(
        name = "kick",
        description = "Ends sessions: their transfers are cut, and their clients are told 421 and why.",
        mixinStandardHelpOptions = true)
final class KickCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--reason", paramLabel = "TEXT", description = "what the clients are told")
    private @Nullable String reason;

    /** Whose sessions. */
    static final class Which {
        @Parameters(paramLabel = "SESSION", description = "the session, as \"who\" and the log name it")
        private @Nullable String id;

        @Option(names = "--user", paramLabel = "NAME", description = "the sessions of a user")
        private @Nullable String user;

        @Option(names = "--address", paramLabel = "NETWORK", description = "the sessions of an address or a network")
        private @Nullable String address;
    }

    @Override
    public Integer call() {
        var arguments = new HashMap<String, String>();
        Daemon.put(arguments, "id", which.id);
        Daemon.put(arguments, "user", which.user);
        Daemon.put(arguments, "address", which.address);
        Daemon.put(arguments, "reason", reason);
        return daemon.ask(new Request("kick", arguments), answer -> {
            var kicked = Json.texts(answer, "kicked");
            daemon.out()
                    .println("kicked " + (kicked.size() == 1 ? "session " : kicked.size() + " sessions: ")
                            + String.join(" ", kicked));
        });
    }
}
