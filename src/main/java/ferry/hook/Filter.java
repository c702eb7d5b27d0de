package ferry.hook;

import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.Kind;
import ferry.protocol.Folding;
import ferry.protocol.PathPattern;
import ferry.protocol.VirtualPath;
import ferry.protocol.Wildcards;
import java.util.List;
import java.util.Set;

/**
 * Which events a rule wants.
 *
 * @param kinds of these kinds
 * @param users of users whose names fit one of these; none is everybody, and nobody as well
 * @param hosts at hosts whose names fit one of these; none is every host
 * @param paths of files where the path, or the other path of a rename or a copy, fits one of these; none is all, and what
 *     is no file as well
 */
public record Filter(Set<Kind> kinds, List<Wildcards> users, List<Wildcards> hosts, List<PathPattern> paths) {
    /** Copies the lists. */
    public Filter {
        kinds = Set.copyOf(kinds);
        users = List.copyOf(users);
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
    }

    /** Whether the rule wants this event. */
    boolean wants(Event event) {
        return kinds.contains(event.kind())
                && switch (event) {
                    case Event.Transferred transferred ->
                        wants(transferred.actor()) && wants(List.of(transferred.file()));
                    case Event.Changed changed ->
                        wants(changed.actor())
                                && wants(changed.target()
                                        .map(target -> List.of(changed.file(), target))
                                        .orElseGet(() -> List.of(changed.file())));
                    case Event.LoggedIn in -> wants(in.actor()) && paths.isEmpty();
                    case Event.Banned _ -> users.isEmpty() && hosts.isEmpty() && paths.isEmpty();
                };
    }

    private boolean wants(Actor actor) {
        return fits(users, actor.user()) && fits(hosts, actor.host());
    }

    private static boolean fits(List<Wildcards> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private boolean wants(List<Event.Place> places) {
        return paths.isEmpty() || places.stream().map(Event.Place::path).anyMatch(this::wants);
    }

    private boolean wants(VirtualPath path) {
        var names = path.names().stream().map(Folding.CASE_COUNTS::fold).toList();
        return paths.stream().anyMatch(pattern -> pattern.matches(names));
    }
}
