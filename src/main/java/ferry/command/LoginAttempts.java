package ferry.command;

import static ferry.protocol.ReplyCode.NOT_LOGGED_IN;
import static ferry.protocol.ReplyCode.SERVICE_NOT_AVAILABLE;

import ferry.event.Kind;
import ferry.guard.Account;
import ferry.guard.Attempt;
import ferry.protocol.Escaped;
import ferry.protocol.ReplyException;
import ferry.session.LoginState;
import ferry.session.Session;
import ferry.user.BusyException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Attempts at passwords and accounts: each in its turn, each wrong one answered later than the one before. */
final class LoginAttempts {
    private static final Logger LOG = LogManager.getLogger(LoginAttempts.class);
    private static final Duration STEP = Duration.ofMillis(500);

    private LoginAttempts() {}

    /**
     * What the right secret of this user brings. A wrong one leads to another state, and to 530 after a pause that grows with
     * the failures of the session and of the client's address, or to 421 when there were too many of either. 421, and no
     * failure, when so many others log in that nobody has looked at it: else they could get a client banned.
     */
    static <T> T make(Session session, String user, LoginState otherwise, Supplier<Optional<T>> secret)
            throws ReplyException {
        var account = new Account(session.host().name(), user);
        var client = session.peers().client().getAddress();
        return switch (attempt(session, client, account, secret)) {
            case Attempt.Right<T>(T gain) -> gain;
            case Attempt.Wrong<T>(Duration pause) -> {
                LoginEvents.tell(session, Kind.LOGIN_FAILED, user, "wrong password or account");
                throw wrong(session, otherwise, pause);
            }
            case Attempt.Refused<T>(String reason) -> {
                LoginEvents.tell(session, Kind.LOGIN_FAILED, user, reason);
                changeTo(session, otherwise);
                throw session.closing(SERVICE_NOT_AVAILABLE, reason);
            }
        };
    }

    private static <T> Attempt<T> attempt(
            Session session, InetAddress client, Account account, Supplier<Optional<T>> secret) {
        try {
            return session.services().guard().attempt(client, account, secret);
        } catch (BusyException e) {
            LOG.warn(
                    "login of {} from {} refused: {}",
                    Escaped.text(account.user()),
                    client.getHostAddress(),
                    e.getMessage());
            return new Attempt.Refused<>("Too many others are logging in; try later");
        }
    }

    private static ReplyException wrong(Session session, LoginState otherwise, Duration pause) {
        changeTo(session, otherwise);
        boolean last = session.failLogin();
        var own = STEP.multipliedBy(session.loginFailures());
        try {
            Thread.sleep(own.compareTo(pause) > 0 ? own : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last
                ? session.closing(SERVICE_NOT_AVAILABLE, "Too many wrong logins; closing the connection")
                : new ReplyException(NOT_LOGGED_IN, "Login incorrect");
    }

    private static void changeTo(Session session, LoginState next) {
        if (!next.equals(session.login())) {
            session.login(next);
        }
    }
}
