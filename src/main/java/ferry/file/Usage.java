package ferry.file;

/**
 * What stands below a folder, without the folder itself.
 *
 * @param bytes the sizes of all regular files, those of uploads that run or broke among them
 * @param files how many files, folders and links there are
 */
public record Usage(long bytes, long files) {
    /** Nothing. */
    public static final Usage NOTHING = new Usage(0, 0);

    /** This and that. */
    Usage plus(long moreBytes, long moreFiles) {
        return new Usage(bytes + moreBytes, files + moreFiles);
    }
}
