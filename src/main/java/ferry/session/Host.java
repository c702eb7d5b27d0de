package ferry.session;

import ferry.user.Authenticator;
import ferry.user.Logins;
import ferry.user.UserStore;
import java.util.List;

/**
 * A host of RFC 7151: its users, who are nobody at the other hosts, and how it greets.
 *
 * @param name the name, for STAT and the log
 * @param welcome the lines of its greeting, at least one
 * @param users its users file
 * @param authenticator says who a user is
 * @param logins counts who is logged in
 */
public record Host(String name, List<String> welcome, UserStore users, Authenticator authenticator, Logins logins) {
    /** Copies the lines. */
    public Host {
        welcome = List.copyOf(welcome);
    }
}
