package ferry;

import ferry.admin.ControlClient;
import ferry.admin.Json;
import ferry.admin.RefusedException;
import ferry.admin.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ferry lift}: the end of bans, which the running daemon takes at once. */
@Command(
        name = "lift",
        description = "Ends the bans that addresses or networks are under, at once, and forgets them.",
        mixinStandardHelpOptions = true)
final class LiftCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", arity = "0..*")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--all", description = "ends all bans")
    private boolean all;

    @Override
    public Integer call() {
        if (all != addresses.isEmpty()) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "an ADDRESS is needed, or --all");
        }
        return daemon.work(client -> {
            if (all) {
                lift(client, Map.of("all", "true"));
            }
            for (String address : addresses) {
                lift(client, Map.of("address", address));
            }
            return 0;
        });
    }

    private void lift(ControlClient client, Map<String, String> arguments) throws IOException, RefusedException {
        Json.texts(client.ask(new Request("lift", arguments)), "lifted")
                .forEach(network -> daemon.out().println("lifted " + network));
    }
}
