package ferry.file;

/** The folders that are kept open between two uses. */
public final class KeptFolders {
    private KeptFolders() {}

    /** Closes those that nobody uses: what is open then is leaked. */
    public static void close() {
        OpenFolders.OF_PROCESS.dropUnusedSince(System.nanoTime());
    }
}
