package ferry.user;

import ferry.file.Quota;
import java.util.OptionalLong;

/**
 * How much a user may store; 0 is no limit.
 *
 * @param bytes the bytes of all files below the home
 * @param files how many files, folders and links there may be below it
 * @param fileSize the bytes of one file; nothing for the server's own limit
 */
public record Allowance(long bytes, long files, OptionalLong fileSize) {
    /** No limits but the server's. */
    public static final Allowance NONE = new Allowance(0, 0, OptionalLong.empty());

    /** The limits, with those of the server where the user has none. */
    Quota within(Quota server) {
        return new Quota(bytes, files, fileSize.orElse(server.fileSize()));
    }
}
