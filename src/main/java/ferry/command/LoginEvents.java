package ferry.command;

import ferry.event.Event;
import ferry.event.Kind;
import ferry.session.Actors;
import ferry.session.Session;
import java.time.Instant;

/** Tells who logs in, and who fails to. */
final class LoginEvents {
    private LoginEvents() {}

    /** A user has come, or has not; why is empty for those who have. */
    static void tell(Session session, Kind kind, String user, String why) {
        session.services().events().publish(new Event.LoggedIn(Instant.now(), kind, Actors.of(session, user), why));
    }
}
