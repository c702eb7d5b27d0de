package ferry;

import ferry.admin.Request;
import ferry.console.StatsText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ferry stats}: the daemon in numbers. */
@Command(
        name = "stats",
        description = "Tells what the daemon has done since its start, and what it takes.",
        mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @Option(names = "--json", description = "prints one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        return daemon.ask(Request.of("stats"), answer -> {
            if (json) {
                daemon.out().println(WhoCommand.document(answer));
            } else {
                StatsText.lines(answer).forEach(daemon.out()::println);
            }
        });
    }
}
