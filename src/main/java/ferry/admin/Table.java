package ferry.admin;

import com.google.common.collect.Sets;
import com.google.gson.JsonObject;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What can be asked of a daemon: a row for each command, with the arguments that it takes. */
final class Table {
    private static final Logger LOG = LogManager.getLogger(Table.class);

    private final Map<String, Row> rows;
    private final Overview overview;

    /** Carries a command out. */
    @FunctionalInterface
    interface Handler {
        /** The members of the answer. */
        JsonObject answer(Request request) throws RefusedException;
    }

    private record Row(String command, Set<String> arguments, boolean changes, Handler handler) {}

    /** Of what this daemon does. */
    Table(Operations operations) {
        overview = new Overview(operations);
        var visitors = new Visitors(operations.connections());
        var banning = new Banning(operations.guard(), visitors, Clock.systemUTC());
        rows = rows(
                asks("status", _ -> overview.status()),
                asks("stats", _ -> overview.stats()),
                asks("who", _ -> visitors.who()),
                changes("kick", visitors::kick, "id", "user", "address", "reason"),
                changes("ban", banning::ban, "address", "seconds", "reason", "keep-sessions"),
                changes("lift", banning::lift, "address", "all"),
                changes("reload", _ -> reload(operations)),
                changes("drain", _ -> overview.drain()));
    }

    private static JsonObject reload(Operations operations) throws RefusedException {
        try {
            var answer = Json.object();
            answer.add("changes", Json.texts(operations.reload()));
            return answer;
        } catch (FaultyFileException e) {
            throw new RefusedException(
                    "not reloaded; all stays as it was",
                    e.faults().stream().map(Fault::toString).toList());
        } catch (IOException e) {
            throw new RefusedException(
                    "not reloaded; all stays as it was: " + Escaped.text(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, Row> rows(Row... rows) {
        return Arrays.stream(rows).collect(Collectors.toMap(Row::command, row -> row));
    }

    private static Row asks(String command, Handler handler) {
        return new Row(command, Set.of(), false, handler);
    }

    private static Row changes(String command, Handler handler, String... arguments) {
        return new Row(command, Set.of(arguments), true, handler);
    }

    /** The answer to a line, which is a line as well. What is changed is told to the log, and who did it. */
    String answer(String line, String peer) {
        try {
            var request = Request.parse(line);
            var row = rows.get(request.command());
            if (row == null) {
                throw new RefusedException("there is no command \"" + Escaped.text(request.command())
                        + "\"; use the bin/ferry of the daemon's installation");
            }
            var unknown = Sets.difference(request.arguments().keySet(), row.arguments());
            if (!unknown.isEmpty()) {
                throw new RefusedException(row.command() + " takes no \""
                        + Escaped.text(unknown.iterator().next()) + "\"");
            }
            if (row.changes()) {
                LOG.info("control socket: {} asks for {}", Escaped.text(peer), Escaped.text(line));
            }
            var answer = head(true);
            row.handler().answer(request).entrySet().forEach(each -> answer.add(each.getKey(), each.getValue()));
            return answer.toString();
        } catch (RefusedException e) {
            return refusal(e);
        } catch (RuntimeException e) { // of this request, never of the daemon
            LOG.error("control socket: a request failed", e);
            return refusal(new RefusedException("the daemon failed at it; its log says why"));
        }
    }

    /** The line that says no. */
    static String refusal(RefusedException e) {
        var answer = head(false);
        answer.addProperty("error", e.words());
        if (!e.faults().isEmpty()) {
            answer.add("faults", Json.texts(e.faults()));
        }
        return answer.toString();
    }

    private static JsonObject head(boolean ok) {
        var head = Json.object();
        head.addProperty("version", Request.VERSION);
        head.addProperty("ok", ok);
        return head;
    }
}
