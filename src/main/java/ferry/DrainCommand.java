package ferry;

import ferry.admin.Json;
import ferry.admin.Request;
import ferry.protocol.Wording;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ferry drain}: the end of the daemon, in good order. */
@Command(
        name = "drain",
        description = "Ends the daemon: no new sessions, running transfers may end within shutdown-grace.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Mixin
    private Daemon daemon = new Daemon();

    @Option(names = "--wait", description = "counts the sessions that are left until the daemon has ended")
    private boolean wait;

    @Override
    public Integer call() {
        return daemon.work(client -> {
            long sessions = Json.number(client.ask(Request.of("drain")), "sessions", 0);
            daemon.out().println("draining, " + Wording.count(sessions, "session") + " left");
            try {
                for (long told = sessions; wait; LockSupport.parkNanos(LOOK_NANOS)) {
                    sessions = Json.number(client.ask(Request.of("status")), "sessions", 0);
                    if (sessions != told) {
                        daemon.out().println(Wording.count(sessions, "session") + " left");
                    }
                    told = sessions;
                }
            } catch (IOException _) { // it has closed its socket, the last thing but one
                daemon.out().println("ended");
            }
            return 0;
        });
    }
}
