package ferry;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import ferry.admin.Json;
import ferry.admin.Request;
import ferry.admin.SessionLine;
import ferry.console.LiveWho;
import ferry.console.WhoTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ferry who}: who is here, and does what. */
@Command(name = "who", description = "Shows who is connected, and does what.", mixinStandardHelpOptions = true)
final class WhoCommand implements Callable<Integer> {
    @Mixin
    private Daemon daemon = new Daemon();

    @Option(names = "--once", description = "prints a table and ends; so it does where the output is no terminal")
    private boolean once;

    @Option(names = "--json", description = "prints one JSON document and ends")
    private boolean json;

    @Override
    public Integer call() {
        if (!once && !json && LiveWho.possible()) {
            return daemon.work(client -> {
                LiveWho.run(client);
                return 0;
            });
        }
        return daemon.ask(Request.of("who"), answer -> {
            if (json) {
                daemon.out().println(document(answer));
            } else {
                WhoTable.lines(Json.objects(answer, "sessions").stream()
                                .map(SessionLine::of)
                                .toList())
                        .forEach(daemon.out()::println);
            }
        });
    }

    /** The answer as a document: without what belongs to the way it came. */
    static String document(JsonObject answer) {
        answer.remove("ok");
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(answer);
    }
}
