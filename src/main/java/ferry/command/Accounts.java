package ferry.command;

import static ferry.protocol.ReplyCode.LOGGED_IN;
import static ferry.protocol.ReplyCode.SUPERFLUOUS;

import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.LoginState;
import ferry.session.Session;
import ferry.user.User;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** ACCT: what some users must give besides the password. RFC 959, section 4.1.1. */
final class Accounts {
    private static final Logger LOG = LogManager.getLogger(Accounts.class);

    private Accounts() {}

    /**
     * RFC 959, 4.1.1. 230 for the right account, be it for the login or for storing files; 202 when none is needed; 530
     * after a delay that grows, 421 when it was wrong too often.
     */
    static Reply account(Session session, String account) throws ReplyException {
        return switch (session.login()) {
            case LoginState.AccountAwaited(User user) -> {
                check(session, user, account, LoginState.Nobody.NOBODY);
                AccessControl.logIn(session, user);
                yield Reply.of(LOGGED_IN, "Logged in");
            }
            case LoginState.LoggedIn in
            when !in.mayStore() -> {
                check(session, in.user(), account, in);
                session.allowStoring();
                LOG.info("account given");
                yield Reply.of(LOGGED_IN, "Files can be stored now");
            }
            case LoginState.LoggedIn in -> Reply.of(SUPERFLUOUS, "No account is needed");
            case LoginState.Nobody nobody -> throw beforeThePassword();
            case LoginState.Named named -> throw beforeThePassword();
        };
    }

    /** Counted apart from the password, so that a right password is not forgiven wrong accounts. */
    private static void check(Session session, User user, String account, LoginState otherwise) throws ReplyException {
        var client = session.peers().client().getAddress();
        var authenticator = session.host().authenticator();
        var _ = LoginAttempts.make(
                session,
                "account of " + user.name(),
                otherwise,
                () -> authenticator.verifyAccount(user, account, client) ? Optional.of(user) : Optional.empty());
    }

    private static IllegalStateException beforeThePassword() {
        return new IllegalStateException("the dispatcher lets nobody in without a password");
    }
}
