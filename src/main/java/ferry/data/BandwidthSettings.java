package ferry.data;

/**
 * How fast bytes may move, in bytes a second; 0 is no limit.
 *
 * @param up the uploads of a session whose user has no rate
 * @param down the downloads of such a session
 * @param upTotal the uploads of all sessions together
 * @param downTotal the downloads of all sessions together
 */
public record BandwidthSettings(long up, long down, long upTotal, long downTotal) {
    /** No limits. */
    public static final BandwidthSettings UNLIMITED = new BandwidthSettings(0, 0, 0, 0);
}
