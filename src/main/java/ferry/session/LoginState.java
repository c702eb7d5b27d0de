package ferry.session;

import ferry.data.Pace;
import ferry.file.FileService;
import ferry.user.Logins;
import ferry.user.User;

/** How far the login is. */
public sealed interface LoginState {
    /** Nobody has given a name. */
    enum Nobody implements LoginState {
        /** The one value. */
        NOBODY
    }

    /**
     * USER came; PASS is awaited.
     *
     * @param name the name as the client gave it
     */
    record Named(String name) implements LoginState {}

    /**
     * Logged in.
     *
     * @param user who
     * @param login the place among the user's logins, given back at the end
     * @param files the files of the home
     * @param up the pace of uploads
     * @param down the pace of downloads
     */
    record LoggedIn(User user, Logins.Login login, FileService files, Pace up, Pace down) implements LoginState {}
}
