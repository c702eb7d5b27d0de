package ferry.session;

import ferry.event.Actor;
import ferry.event.Actor.Protocol;
import ferry.tls.TlsLogin;
import ferry.user.User;

/** Says of events whose session they happened in. */
public final class Actors {
    private Actors() {}

    /** The session, with who is logged in. */
    public static Actor of(Session session) {
        return of(session, session.user().map(User::name).orElse(""));
    }

    /** The session, with a user who has tried to log in. */
    public static Actor of(Session session, String user) {
        var protection = session.protection();
        var peers = session.peers();
        return new Actor(
                peers.id(),
                protocol(peers),
                protection
                        .login()
                        .filter(_ -> protection.commandsProtected())
                        .map(TlsLogin::version)
                        .orElse(""),
                peers.client(),
                peers.server(),
                session.host().name(),
                user,
                session.clientProgram());
    }

    private static Protocol protocol(Session.Peers peers) {
        return peers.protection()
                .map(terms -> terms.implicit() ? Protocol.FTPS : Protocol.FTP)
                .orElse(Protocol.LEGACY);
    }
}
