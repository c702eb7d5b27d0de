package ferry.user;

import java.util.OptionalLong;

/**
 * How fast a user's bytes may move, in bytes a second; 0 is no limit.
 *
 * @param up the uploads of a session; nothing for the server's own rate
 * @param down the downloads of a session; nothing for the server's own rate
 * @param upTotal the uploads of all sessions of the user together
 * @param downTotal the downloads of all sessions of the user together
 */
public record Rates(OptionalLong up, OptionalLong down, long upTotal, long downTotal) {
    /** No rates of its own. */
    public static final Rates NONE = new Rates(OptionalLong.empty(), OptionalLong.empty(), 0, 0);
}
