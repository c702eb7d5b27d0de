package ferry.console;

import com.google.gson.JsonObject;
import ferry.admin.Json;
import java.util.ArrayList;
import java.util.List;

/** The daemon in numbers, as plain text. */
public final class StatsText {
    private StatsText() {}

    /** A line of each kind of number. */
    public static List<String> lines(JsonObject stats) {
        var sessions = member(stats, "sessions");
        var logins = member(stats, "logins");
        var memory = member(stats, "memory");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("version", Json.text(stats, "ferry") + " on Java " + Json.text(stats, "java")));
        rows.add(List.of(
                "state",
                Json.text(stats, "state") + ", up " + Figures.time(Json.number(stats, "uptime", 0)) + ", pid "
                        + Json.text(stats, "pid")));
        rows.add(List.of("listening", String.join(" ", Json.texts(stats, "listening"))));
        rows.add(List.of("sessions", words(sessions, "all", "ftp", "ftps", "legacy", "tls", "logged-in", "moving")));
        rows.add(List.of("logins", words(logins, "ok", "failed")));
        for (var transfer : Json.objects(stats, "transfers")) {
            if (Json.number(transfer, "complete", 0) + Json.number(transfer, "failed", 0) > 0) {
                rows.add(List.of(
                        Json.text(transfer, "protocol") + " " + Json.text(transfer, "direction") + "s",
                        words(transfer, "complete", "failed") + ", "
                                + Figures.bytes((double) Json.number(transfer, "bytes", 0))));
            }
        }
        for (var pool : Json.objects(stats, "passive-ports")) {
            rows.add(List.of(
                    "passive ports",
                    Json.text(pool, "lent") + " in use, " + Json.text(pool, "open") + " open of "
                            + Json.text(pool, "most") + " at " + Json.text(pool, "address")));
        }
        rows.add(List.of("bans", Json.text(stats, "bans")));
        if (stats.has("reload")) {
            var reload = member(stats, "reload");
            rows.add(List.of("last reload", Json.text(reload, "time") + ", " + Json.text(reload, "outcome")));
        }
        rows.add(List.of(
                "memory",
                Figures.bytes((double) Json.number(memory, "heap", 0)) + " of "
                        + Figures.bytes((double) Json.number(memory, "heap-most", 0)) + " heap"));
        rows.add(List.of("threads", Json.text(stats, "threads")));
        if (stats.has("files")) {
            var files = member(stats, "files");
            rows.add(List.of("open files", Json.text(files, "open") + " of " + Json.text(files, "most")));
        }
        return Columns.lines(rows);
    }

    private static JsonObject member(JsonObject stats, String name) {
        var member = stats.get(name);
        return member != null && member.isJsonObject() ? member.getAsJsonObject() : Json.object();
    }

    private static String words(JsonObject object, String... names) {
        var words = new ArrayList<String>();
        for (String name : names) {
            words.add(Json.text(object, name) + " " + name);
        }
        return String.join(", ", words);
    }
}
