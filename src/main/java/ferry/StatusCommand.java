package ferry;

import ferry.admin.Json;
import ferry.admin.Request;
import ferry.console.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ferry status}: whether a daemon serves, for people and for health checks. */
@Command(
        name = "status",
        description = "Says whether a daemon serves: exit code 0 when it does, 1 when it drains or none answers.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @Option(names = "--json", description = "prints one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        return daemon.work(client -> {
            var answer = client.ask(Request.of("status"));
            String state = Json.text(answer, "state");
            daemon.out()
                    .println(
                            json
                                    ? WhoCommand.document(answer)
                                    : state + " "
                                            + String.join(" ", Json.texts(answer, "listening"))
                                            + " sessions=" + Json.number(answer, "sessions", 0)
                                            + " up="
                                            + Figures.time(Json.number(answer, "uptime", 0))
                                                    .replace(" ", "")
                                            + " pid=" + Json.text(answer, "pid")
                                            + " version=" + Json.text(answer, "ferry"));
            return state.equals("serving") ? 0 : 1;
        });
    }
}
