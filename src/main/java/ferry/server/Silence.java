package ferry.server;

import ferry.session.Session;
import java.time.Duration;

/** How long a client may be silent: until it has logged in, and between its commands after that. Safe for all threads. */
final class Silence {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Session session;
    private final Duration loginTimeout;
    private volatile long lastActivity = System.nanoTime();
    private volatile long loginDeadline;

    /** Of a session that begins now. */
    Silence(Session session, Duration loginTimeout) {
        this.session = session;
        this.loginTimeout = loginTimeout;
        awaitsLogin();
    }

    /** Says that nobody is logged in any more. */
    void awaitsLogin() {
        loginDeadline = System.nanoTime() + loginTimeout.toNanos();
    }

    /** Says that a command was carried out. */
    void broken() {
        lastActivity = System.nanoTime();
    }

    /** The {@link System#nanoTime} up to which the client may be silent, if nothing runs. */
    long deadline() {
        if (!session.loggedIn()) {
            return loginDeadline;
        }
        var idle = session.idleTimeout();
        long limit = (idle.isZero() ? LONGEST : idle).toNanos();
        return lastActivity + limit;
    }

    /** Whether the session ends because nothing came; never while a transfer runs. */
    boolean tooLong(boolean transferRuns) {
        boolean limited = !session.loggedIn() || !session.idleTimeout().isZero();
        return limited && !transferRuns && deadline() - System.nanoTime() <= 0;
    }
}
