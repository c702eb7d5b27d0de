package ferry.command;

import static ferry.protocol.ReplyCode.LOGGED_IN;
import static ferry.protocol.ReplyCode.LOGGED_IN_BY_CERTIFICATE;
import static ferry.protocol.ReplyCode.NEED_ACCOUNT;
import static ferry.protocol.ReplyCode.NEED_PASSWORD;
import static ferry.protocol.ReplyCode.NOT_LOGGED_IN;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.SERVICE_CLOSING;
import static ferry.protocol.ReplyCode.SERVICE_NOT_AVAILABLE;
import static ferry.protocol.ReplyCode.SERVICE_READY;

import com.google.common.base.CharMatcher;
import ferry.data.Pace;
import ferry.event.Kind;
import ferry.protocol.Escaped;
import ferry.protocol.HostName;
import ferry.protocol.Nothing;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.LoginState;
import ferry.session.Session;
import ferry.tls.TlsPolicy;
import ferry.user.NeededAccount;
import ferry.user.Peer;
import ferry.user.User;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Access control: who a client is. RFC 959, section 4.1.1. */
public final class AccessControl {
    private static final Logger LOG = LogManager.getLogger(AccessControl.class);

    private AccessControl() {}

    /** RFC 7151, 3. 220 with the greeting of the host; 501, 503 once USER was said, 504 for a name that is no host here. */
    static Reply host(Session session, HostName name) throws ReplyException {
        var server = session.peers().server().getAddress();
        var host = session.hosts()
                .find(name, server)
                .orElseThrow(() -> new ReplyException(PARAMETER_NOT_IMPLEMENTED, "There is no such host here"));
        if (session.protection()
                .serverName()
                .filter(other -> session.hosts().differs(other, host))
                .isPresent()) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "TLS began with another host");
        }
        session.hosts().say(name, host);
        return new Reply(SERVICE_READY, host.welcome());
    }

    /**
     * RFC 959, 4.1.1. 331, whether the name is known or not; 530 where TLS is demanded, by the listener or for this user, and
     * AUTH is missing. Whom the client's certificate lets in needs no password: 232 (RFC 2228, section 4), or 332. Who was logged
     * in is logged out.
     */
    static Reply user(Session session, String written) throws ReplyException {
        var authenticator = session.host().authenticator();
        String name = authenticator.find(written).isPresent()
                ? written
                : CharMatcher.is(' ').trimFrom(written); // devices send blanks behind it
        var policy = authenticator
                .find(name)
                .map(session::policy)
                .orElse(session.protection().policy());
        demandTls(session, name, policy);
        session.login(new LoginState.Named(name));
        var recognized = authenticator.recognize(name, peer(session));
        if (recognized.isPresent()) {
            return letIn(session, recognized.get(), LOGGED_IN_BY_CERTIFICATE);
        }
        return Reply.of(NEED_PASSWORD, "Password is needed");
    }

    private static void demandTls(Session session, String name, TlsPolicy policy) throws ReplyException {
        if (policy.required() && !session.protection().commandsProtected()) {
            session.login(LoginState.Nobody.NOBODY);
            LOG.warn("USER {} refused: TLS is required, and the client has not said AUTH", Escaped.text(name));
            throw new ReplyException(NOT_LOGGED_IN, "TLS is required here: AUTH TLS first");
        }
    }

    /** RFC 959, 4.1.1. 230, or 332 when an account is needed; 530 after a delay that grows, 421 when it was wrong too often or the user has too many logins. */
    static Reply password(Session session, String password) throws ReplyException {
        var name = session.login() instanceof LoginState.Named named ? named.name() : "";
        var peer = peer(session);
        var user = LoginAttempts.make(
                session,
                name,
                LoginState.Nobody.NOBODY,
                () -> session.host().authenticator().verify(name, password, peer));
        return letIn(session, user, LOGGED_IN);
    }

    private static Peer peer(Session session) {
        return new Peer(
                session.peers().client().getAddress(), session.protection().clientCertificate());
    }

    private static Reply letIn(Session session, User user, ReplyCode code) throws ReplyException {
        if (user.needsAccount(NeededAccount.Purpose.LOGIN)) {
            session.login(new LoginState.AccountAwaited(user));
            return Reply.of(NEED_ACCOUNT, "An account is needed; send it by ACCT");
        }
        logIn(session, user, !user.needsAccount(NeededAccount.Purpose.STORE));
        return Reply.of(code, "Logged in");
    }

    /** Logs a user in whose identity is beyond doubt; 421 when there are too many of his logins, 530 without a home. */
    public static void logIn(Session session, User user) throws ReplyException {
        logIn(session, user, true);
    }

    private static void logIn(Session session, User user, boolean mayStore) throws ReplyException {
        demandTls(
                session,
                user.name(),
                session.policy(user)); // again: CCC, or another users file, may have come behind USER
        var files = user.files(session.services().settings().files());
        try {
            files.prepareHome();
            files.enter(VirtualPath.ROOT);
        } catch (IOException e) {
            session.login(LoginState.Nobody.NOBODY);
            LOG.error("the home of {} cannot be opened: {}", Escaped.text(user.name()), e.toString());
            LoginEvents.tell(session, Kind.LOGIN_FAILED, user.name(), "the home is not available");
            throw new ReplyException(NOT_LOGGED_IN, "The home of this user is not available");
        }
        var login = session.host()
                .logins()
                .admit(user, session.peers().client().getAddress())
                .orElseThrow(() -> tooOften(session, user));
        session.login(new LoginState.LoggedIn(
                user, login, files, up(session, user), down(session, user), Optional.empty(), mayStore));
        session.folder(VirtualPath.ROOT);
        LoginEvents.tell(session, Kind.LOGIN, user.name(), "");
    }

    private static ReplyException tooOften(Session session, User user) {
        LoginEvents.tell(session, Kind.LOGIN_FAILED, user.name(), "too many logins");
        return session.closing(SERVICE_NOT_AVAILABLE, "This user is logged in too often; try later");
    }

    private static Pace up(Session session, User user) {
        var rates = user.rates();
        return session.services().data().up().pace(identity(session, user), rates.up(), rates.upTotal());
    }

    private static Pace down(Session session, User user) {
        var rates = user.rates();
        return session.services().data().down().pace(identity(session, user), rates.down(), rates.downTotal());
    }

    /** Users of one name at two hosts are two. */
    private static Object identity(Session session, User user) {
        return List.of(session.host().name(), user.name());
    }

    /** RFC 959, 4.1.1. 220. */
    static Reply reinitialise(Session session, Nothing nothing) {
        session.reinitialise();
        return Reply.of(SERVICE_READY, "Ready for a new user");
    }

    /** RFC 959, 4.1.1. 221, after the end of a running transfer. */
    static Reply quit(Session session, Nothing nothing) {
        session.closeAfterReply();
        return Reply.of(SERVICE_CLOSING, "Goodbye");
    }
}
