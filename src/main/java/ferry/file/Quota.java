package ferry.file;

/**
 * How much may be stored; 0 is no limit.
 *
 * @param bytes the bytes of all files below a home
 * @param files how many files, folders and links there may be below it
 * @param fileSize the bytes of one file
 */
public record Quota(long bytes, long files, long fileSize) {
    /** No limits. */
    public static final Quota NONE = new Quota(0, 0, 0);

    /** Whether what is below the home must be counted for it. */
    public boolean counts() {
        return bytes > 0 || files > 0;
    }

    /** Whether so much fills it: nothing can be added. */
    boolean filledBy(Usage used) {
        return (bytes > 0 && used.bytes() >= bytes) || (files > 0 && used.files() >= files);
    }

    /** Whether so much is more than it lets be. */
    boolean exceededBy(Usage used) {
        return (bytes > 0 && used.bytes() > bytes) || (files > 0 && used.files() > files);
    }

    /** The bytes that can be added to so much, Long.MAX_VALUE without a limit. */
    long left(Usage used) {
        if (files > 0 && used.files() >= files) {
            return 0;
        }
        return bytes > 0 ? Math.max(0, bytes - used.bytes()) : Long.MAX_VALUE;
    }
}
