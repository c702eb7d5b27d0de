package ferry.session;

import ferry.data.DataPool;
import ferry.user.Authenticator;
import ferry.user.Logins;
import ferry.user.UserStore;

/**
 * What the sessions of the daemon share.
 *
 * @param users the users file
 * @param authenticator says who a user is
 * @param logins counts who is logged in
 * @param data what moves bytes
 * @param settings what holds for each session
 */
public record Services(
        UserStore users, Authenticator authenticator, Logins logins, DataPool data, SessionSettings settings) {}
