package ferry.file;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Tells a full disk from other faults. Java has no exception of its own for it, only the system's words. */
public final class StorageFull {
    private static final List<String> WORDS = List.of("no space", "disk space", "quota", "file too large");

    private StorageFull() {}

    /** Whether this was thrown because the disk, or the quota of the process, is used up. */
    public static boolean causes(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(message::contains);
    }
}
