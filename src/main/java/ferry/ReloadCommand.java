package ferry;

import ferry.admin.Json;
import ferry.admin.Request;
import ferry.protocol.Escaped;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ferry reload}: the running daemon reads its configuration again. */
@Command(
        name = "reload",
        description =
                "Has the daemon read its configuration again, all or nothing; sessions go on. Exit code 2 when it is wrong.",
        mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @Override
    public Integer call() {
        return daemon.ask(Request.of("reload"), answer -> {
            var changes = Json.texts(answer, "changes");
            changes.forEach(line -> daemon.out().println(Escaped.text(line)));
            daemon.out().println(changes.isEmpty() ? "reloaded; nothing has changed" : "reloaded");
        });
    }
}
