package ferry.file;

/**
 * Some bytes of a file.
 *
 * @param from the position of the first
 * @param to the position behind the last
 */
public record Range(long from, long to) {
    /** Checks the order. */
    public Range {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(from + " to " + to);
        }
    }

    /** All of a file. */
    public static Range all(Download file) {
        return new Range(0, file.size());
    }

    /** How many they are. */
    public long bytes() {
        return to - from;
    }
}
