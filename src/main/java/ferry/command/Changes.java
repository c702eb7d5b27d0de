package ferry.command;

import ferry.event.Event;
import ferry.event.Kind;
import ferry.protocol.VirtualPath;
import ferry.session.Actors;
import ferry.session.Session;
import java.time.Instant;
import java.util.Optional;

/** Tells of changes that are no transfers. */
final class Changes {
    private Changes() {}

    /** Something has come or gone. */
    static void tell(Session session, Kind kind, VirtualPath path) {
        tell(session, kind, path, Optional.empty());
    }

    /** Something has come of something else. */
    static void tell(Session session, Kind kind, VirtualPath from, VirtualPath to) {
        tell(session, kind, from, Optional.of(place(session, to)));
    }

    private static void tell(Session session, Kind kind, VirtualPath path, Optional<Event.Place> target) {
        session.services()
                .events()
                .publish(new Event.Changed(Instant.now(), kind, Actors.of(session), place(session, path), target));
    }

    /** Where a file of the session's user is. */
    static Event.Place place(Session session, VirtualPath path) {
        return new Event.Place(path, session.files().onDisk(path));
    }
}
