package ferry.session;

import ferry.data.Pace;
import ferry.file.FileService;
import ferry.user.Logins;
import ferry.user.User;
import java.util.Optional;

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
     * The password was right; ACCT is awaited.
     *
     * @param user who
     */
    record AccountAwaited(User user) implements LoginState {}

    /**
     * Logged in.
     *
     * @param user who
     * @param login the place among the user's logins, given back at the end
     * @param files the files of the home, or of what is mounted in its place
     * @param up the pace of uploads
     * @param down the pace of downloads
     * @param mount the name of what is mounted; nothing for the home
     * @param mayStore whether files can be stored: not before an account is given that is needed for it
     */
    record LoggedIn(
            User user,
            Logins.Login login,
            FileService files,
            Pace up,
            Pace down,
            Optional<String> mount,
            boolean mayStore)
            implements LoginState {
        /** In another tree of files. */
        LoggedIn mounted(Optional<String> name, FileService tree) {
            return new LoggedIn(user, login, tree, up, down, name, mayStore);
        }

        /** With the right to store files. */
        LoggedIn storing() {
            return new LoggedIn(user, login, files, up, down, mount, true);
        }
    }
}
