package ferry.console;

import ferry.admin.SessionLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast transfers are now: what has moved within the last looks. Used by one thread. */
final class Rates {
    private static final double SHORTEST = 0.001;
    private static final int LOOKS = 4;

    private Map<String, Deque<SessionLine>> before = Map.of();

    /** The sessions with their rates; of a transfer that is new, its average. */
    List<Row> look(List<SessionLine> sessions) {
        var seen = new HashMap<String, Deque<SessionLine>>();
        for (var now : sessions) {
            var looks = before.getOrDefault(now.id(), new ArrayDeque<>());
            if (!looks.isEmpty() && !goesOn(looks.getLast(), now)) {
                looks.clear();
            }
            looks.add(now);
            if (looks.size() > LOOKS) {
                looks.removeFirst();
            }
            seen.put(now.id(), looks);
        }
        before = seen;
        return sessions.stream().map(now -> new Row(now, rate(now))).toList();
    }

    private static boolean goesOn(SessionLine then, SessionLine now) {
        return then.file().equals(now.file()) && then.bytes() <= now.bytes() && then.seconds() < now.seconds();
    }

    private double rate(SessionLine now) {
        if (!now.moving()) {
            return 0;
        }
        return Optional.ofNullable(before.get(now.id()))
                .map(Deque::getFirst)
                .filter(then -> then.seconds() < now.seconds())
                .map(then -> (now.bytes() - then.bytes()) / Math.max(SHORTEST, now.seconds() - then.seconds()))
                .orElse(now.bytes() / Math.max(SHORTEST, now.seconds()));
    }
}
