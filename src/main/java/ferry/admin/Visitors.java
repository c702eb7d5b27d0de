package ferry.admin;

import com.google.common.base.Ascii;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ferry.protocol.Escaped;
import ferry.protocol.Network;
import ferry.session.Connections;
import ferry.session.Session;
import ferry.user.User;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is here, and the end of it. */
final class Visitors {
    /** What a client is told, and how much of it. */
    private static final String REASON = "Ended by the administrator";

    private static final int LONGEST_REASON = 200;

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

    /** Ends a session, those of a user, or those of an address. */
    JsonObject kick(Request request) throws RefusedException {
        var chosen = chosen(request);
        var kicked = kick(chosen, request.argument("reason"));
        if (kicked.isEmpty()) {
            throw new RefusedException(nobody(request));
        }
        var answer = Json.object();
        answer.add("kicked", Json.texts(kicked));
        return answer;
    }

    /** Ends these sessions, and tells which they were. */
    List<String> kick(Predicate<Session> which, Optional<String> reason) {
        String words = Ascii.truncate(Escaped.text(reason.orElse(REASON)), LONGEST_REASON, "...");
        return connections.kick(which, words).stream()
                .map(session -> session.peers().id())
                .toList();
    }

    private static Predicate<Session> chosen(Request request) throws RefusedException {
        var id = request.argument("id");
        var user = request.argument("user");
        var address = request.argument("address");
        if (id.stream().count() + user.stream().count() + address.stream().count() != 1) {
            throw new RefusedException("kick needs a session, or a user, or an address");
        }
        if (id.isPresent()) {
            return session -> session.peers().id().equals(id.get());
        }
        if (user.isPresent()) {
            return session -> session.user().map(User::name).equals(user);
        }
        var network = network(address.orElse(""));
        return session -> network.contains(session.peers().client().getAddress());
    }

    private static String nobody(Request request) {
        return request.argument("id").isPresent()
                ? "there is no session " + Escaped.text(request.argument("id").get())
                : "nobody is here of "
                        + Escaped.text(request.argument("user")
                                .or(() -> request.argument("address"))
                                .orElse(""));
    }

    /** An address or a network. */
    static Network network(String word) throws RefusedException {
        return Network.parse(word)
                .orElseThrow(() -> new RefusedException(
                        "an address or a network like 192.0.2.0/24 is needed, not \"" + Escaped.text(word) + "\""));
    }
}
