package ferry.guard;

import com.google.common.base.Ascii;

/**
 * Whose password is tried.
 *
 * @param host the virtual host, whose users are nobody at the others
 * @param user the name as the client wrote it
 */
public record Account(String host, String user) {
    private static final int LONGEST = 64;

    /** Cuts a name that is longer than any user's. */
    public Account {
        user = Ascii.truncate(user, LONGEST, "...");
    }
}
