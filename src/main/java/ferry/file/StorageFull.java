package ferry.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;

/** Tells a full disk from other faults. Java has no exception of its own for it, only the system's words. */
public final class StorageFull {
    private static final List<String> WORDS =
            List.of("no space", "not enough space", "disk space", "quota", "file too large");

    private StorageFull() {}

    /** Whether this was thrown because the disk, or a quota, is used up. */
    public static boolean causes(IOException failure) {
        if (failure instanceof LimitExceededException) {
            return true;
        }
        // The message of a FileSystemException has the name of the file in it.
        var words = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        String lower = String.valueOf(words).toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
