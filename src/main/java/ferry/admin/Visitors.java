package ferry.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ferry.session.Connections;
import java.util.Comparator;

/** Who is here, and the end of it. */
final class Visitors {
    private final Connections connections;

    /** Among these. */
    Visitors(Connections connections) {
        this.connections = connections;
    }

    /** A line of each session, the oldest first. */
    JsonObject who() {
        var lines = new JsonArray();
        connections.sessions().stream()
                .sorted(Comparator.comparingLong(
                        session -> Long.parseLong(session.peers().id(), Character.MAX_RADIX)))
                .map(SessionLine::of)
                .map(SessionLine::json)
                .forEach(lines::add);
        var who = Json.object();
        who.add("sessions", lines);
        return who;
    }
}
